#!/usr/bin/env node
import { keepCompiled } from './cli/compile-cache.ts';
import { newerNode, runBy } from './cli/newer-node.ts';
import { isNewEnough, tooOldSentence } from './cli/node-version.ts';

const version = process.versions.node;
const args = process.argv.slice(2);
if (isNewEnough(version)) {
  keepCompiled();
  const { main } = await import('./cli/index.ts');
  process.exitCode = await main(args);
} else {
  const node = newerNode();
  if (node === undefined) process.stderr.write(`${tooOldSentence(version)}\n`);
  process.exitCode = node === undefined ? 3 : await runBy(node, args);
}
