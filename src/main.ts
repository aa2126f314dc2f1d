#!/usr/bin/env node
import { isNewEnough, tooOldSentence } from './cli/node-version.ts';

const version = process.versions.node;
if (isNewEnough(version)) {
  const { main } = await import('./cli/index.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write(`${tooOldSentence(version)}\n`);
  process.exitCode = 3;
}
