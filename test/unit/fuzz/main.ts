import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Crash, fuzz, readSeeds } from './fuzz.ts';

/**
 * node test/unit/fuzz/main.ts [--count 200000] [--seed 1] [--out FOLDER]
 * The long run. Prints how many mutations threw, were slow or touched a prototype, and the first of each kind.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '200000' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
  },
});
const seeds = readSeeds();
const started = performance.now();
const { mutations, crashes, slowest } = fuzz(seeds, Number(values.count), Number(values.seed));
const seconds = Math.round((performance.now() - started) / 1000);
console.log(`${mutations} mutations of ${seeds.length} files in ${seconds} s: ${crashes.length} crashes`);
console.log(`slowest: ${Math.round(slowest.milliseconds)} ms (${slowest.path})`);
const kinds = new Map<string, Crash[]>();
for (const crash of crashes) {
  const kind = crash.reason.split('\n').slice(0, 2).join(' ').replace(/\d+/g, 'n');
  kinds.set(kind, [...(kinds.get(kind) ?? []), crash]);
}
for (const [kind, of] of kinds) console.log(`${of.length} x ${kind}`);
if (values.out !== undefined) {
  mkdirSync(values.out, { recursive: true });
  [...kinds.values()].forEach(([first], index) => {
    writeFileSync(`${values.out}/${index}.txt`, `${first?.path}\n${first?.reason}\n\n${first?.text}`);
  });
}
process.exitCode = crashes.length > 0 ? 1 : 0;
