import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { CaseResult } from './suite.ts';
import { suites } from './suites.ts';

/**
 * npm run conformance [-- DIR] [--suite NAME] [--verbose]
 * Runs recorded data through the product and prints one line a suite: `NAME: P of N`.
 * `sweep` takes minutes and runs only when it is named.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { suite: { type: 'string', multiple: true }, verbose: { type: 'boolean', default: false } },
});
const root = positionals[0] ?? '../shared';

if (!existsSync(root)) {
  console.log(`conformance: skipped, there is no folder ${root}`);
} else {
  for (const suite of suites) {
    if (values.suite ? !values.suite.includes(suite.name) : suite.onRequest) continue;
    let passed = 0;
    let total = 0;
    let slowest: CaseResult['slowest'];
    const sums = new Map<string, number>();
    for await (const result of suite.run(root)) {
      total++;
      if (result.slowest && result.slowest.milliseconds > (slowest?.milliseconds ?? 0)) slowest = result.slowest;
      for (const [what, count] of Object.entries(result.counts ?? {})) sums.set(what, (sums.get(what) ?? 0) + count);
      if (result.passed) passed++;
      else if (values.verbose) console.log(`${suite.name} · ${result.name}\n    ${result.difference ?? 'failed'}`);
    }
    console.log(`${suite.name}: ${passed} of ${total}`);
    if (sums.size > 0) console.log(`    ${[...sums].map(([what, sum]) => `${what}: ${sum}`).join(', ')}`);
    if (slowest) console.log(`    slowest: ${slowest.milliseconds.toFixed(1)} ms, ${slowest.what}`);
  }
}
