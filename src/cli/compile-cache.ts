import { existsSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { homeFolder } from '../aws/home.ts';

/**
 * Lets Node keep what it compiled of this program below the home folder, where nobody else can write; it holds each part against
 * the source before it uses it. Where it cannot, the program is compiled as ever.
 * https://nodejs.org/api/module.html#module-compile-cache
 */
export function keepCompiled(): void {
  const home = homeFolder();
  // A call that only asks for help leaves no folder behind.
  if (existsSync(home)) module.enableCompileCache(join(home, 'cache', 'compiled'));
}
