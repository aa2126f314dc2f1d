import { writeSync } from 'node:fs';

import { openStore } from '../../../src/emulator/store/index.ts';

const [folder = '', once] = process.argv.slice(2);
const store = openStore({ folder, snapshotAfterBytes: 3_000 });
if (once === undefined) writeForEver();

/** Writes one user into both accounts in each transaction and says how many there are, until it is killed. */
function writeForEver(): void {
  const [main, vendor] = ['111111111111', '222222222222'].map((id) => store.account(id).collection<{ name: string }>('iam/users'));
  if (main === undefined || vendor === undefined) throw new Error('Expected two accounts');
  for (let count = main.size + 1; ; count++) {
    const name = `user-${count}`;
    store.transaction({ eventId: name, label: 'iam:CreateUser' }, () => {
      main.set(name, { name });
      vendor.set(name, { name });
    });
    writeSync(1, `${count}\n`);
  }
}
