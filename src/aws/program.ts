import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const self = fileURLToPath(import.meta.url);
const fromSource = self.endsWith('.ts');
const root = fromSource ? join(dirname(self), '..', '..') : dirname(self);

/** Where the running program lies: the built one holds all its files in one folder, the source in `src/` and `labs/`. */
export const program = {
  /** What Node runs to start seclab once more. */
  main: fromSource ? join(root, 'src', 'main.ts') : join(root, 'main.js'),
  /** The folder of the labs that come with seclab, one folder each. */
  labs: join(root, 'labs'),
  /** The package's own description. */
  about: join(root, fromSource ? '.' : '..', 'package.json'),
  fromSource,
} as const;
