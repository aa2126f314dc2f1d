import { writeSync } from 'node:fs';

import { openStore, StoreWriteError } from '../../../src/emulator/store/index.ts';

/** Writes one user into both accounts in each transaction and says how many there are, until it is killed or the disk refuses. */
const [folder = ''] = process.argv.slice(2);
const store = openStore({ folder, snapshotAfterBytes: Number(process.env['SNAPSHOT_AFTER_BYTES'] ?? 3_000), onWarning: () => {} });
const [main, vendor] = ['111111111111', '222222222222'].map((id) => store.account(id).collection<{ name: string }>('iam/users'));
if (main === undefined || vendor === undefined) throw new Error('Expected two accounts');

for (let refused = 0; refused < 3;) {
  const name = `user-${main.size + 1}`;
  try {
    store.transaction({ eventId: name, label: 'iam:CreateUser' }, () => {
      main.set(name, { name });
      vendor.set(name, { name });
    });
    writeSync(1, `${main.size}\n`);
  } catch (error) {
    if (!(error instanceof StoreWriteError)) throw error;
    refused++;
    if (main.has(name) || vendor.has(name)) throw new Error(`${name} is there although it was refused`, { cause: error });
  }
}
