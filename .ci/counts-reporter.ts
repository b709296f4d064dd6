import type { Reporter, TestModule } from 'vitest/node';

/** Ends the run with one plain line of counts, for whoever reads the log by machine. */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[test.result().state] += 1;
    }
    const brokenFiles = modules.filter((module) => module.errors().length > 0).length;
    const skipped = counts.skipped + counts.pending;
    process.on('exit', () => {
      process.stdout.write(
        `\n${counts.passed} passed, ${counts.failed + brokenFiles} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
      );
    });
  }
}
