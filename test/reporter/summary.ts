import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends a run with the tests that were skipped, by name, and one closing line of numbers. With `SECLAB_NO_SKIPS=1` (CI, which
 * installs every tool) a skipped test fails the run.
 */
export default class Summary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const skipped = tests.filter((test) => test.result().state === 'skipped');
    const broken = modules.filter((module) => module.state() === 'failed' && [...module.children.allTests('failed')].length === 0).length;
    if (skipped.length > 0) {
      console.log('\nSkipped, because something that they need is missing here:');
      for (const test of skipped) console.log(`  - ${test.fullName}`);
    }
    console.log(`\n${count('passed')} passed, ${count('failed') + broken} failed, ${skipped.length} skipped`);
    if (skipped.length > 0 && process.env['SECLAB_NO_SKIPS'] === '1') {
      console.log('A skipped test counts as a failure here (SECLAB_NO_SKIPS=1).');
      process.exitCode = 1;
    }
  }
}
