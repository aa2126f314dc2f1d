import * as z from 'zod/mini';
import { SeclabError } from '../../../aws/seclab-error.ts';
import type { Random } from '../../services/contract.ts';
import type { AccountStore } from '../../store/types.ts';
import type { Gateway } from '../gateway.ts';

interface RootKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const KEYS = 'gateway/root-keys';
const ONLY = 'root';
const DRAWS = 1000;

const offsetSchema = z.object({ offset: z.int() });

/** Draws a 12-digit account that nobody has yet, with its root user's keys. */
export function createAccount({ store, directory, random }: Gateway): { account: string } {
  const account = drawAccount(random, (id) => store.hasAccount(id));
  store.transaction({ eventId: random.uuid(), label: 'seclab:CreateAccount' }, () => {
    const made = store.createAccount(account);
    made.collection<RootKeys>(KEYS).set(ONLY, directory.createRootCredential(account, store, random));
  });
  return { account };
}

/** The root user's keys. Where the learner has deleted or switched them off, new ones are made: the sandbox needs a way in. */
export function rootKeys({ store, directory, random }: Gateway, id: string): RootKeys {
  const keys = store.account(id).collection<RootKeys>(KEYS);
  const known = keys.get(ONLY);
  if (known !== undefined && directory.credential(known.accessKeyId, store)?.status === 'Active') return pick(known);
  return store.transaction({ eventId: random.uuid(), label: 'seclab:CreateRootKeys' }, () => {
    const made = pick(directory.createRootCredential(id, store, random));
    keys.set(ONLY, made);
    return made;
  });
}

/** Moves the lab clock of an account; `body` is `{"offset": MILLISECONDS}`. Throws SeclabError `control.badBody`. */
export function setClock(account: AccountStore, body: unknown): { offset: number } {
  const parsed = offsetSchema.safeParse(body);
  if (!parsed.success) {
    throw new SeclabError('control.badBody', `Expected {"offset": MILLISECONDS}, got ${JSON.stringify(body) ?? 'nothing'}.`);
  }
  account.clock.setOffset(parsed.data.offset);
  return { offset: account.clock.offset };
}

function drawAccount(random: Random, isTaken: (id: string) => boolean): string {
  for (let draw = 0; draw < DRAWS; draw++) {
    const rest = Array.from({ length: 11 }, () => random.integer(10)).join('');
    const id = `${random.integer(9) + 1}${rest}`;
    if (!isTaken(id)) return id;
  }
  throw new SeclabError('account.noneFree', `Found no free account id in ${DRAWS} draws.`, { exit: 3 });
}

function pick({ accessKeyId, secretAccessKey }: RootKeys): RootKeys {
  return { accessKeyId, secretAccessKey };
}
