import { parseDocument, stringify } from 'yaml';
import { checkDefinition } from '../../language/checks/checkDefinition.ts';
import { parseYaml } from '../../language/syntax/parseYaml.ts';
import { definitionText, shapes } from './definitions.ts';

const sizes = [100, 1_000, 10_000] as const;
const rounds = 12;

/**
 * npm run bench -- yaml
 * Reading and checking YAML against `parseDocument` of the yaml package on the same text in the same run: the best of
 * interleaved rounds, of which the first warm the code up.
 */
export function benchYaml(): void {
  for (const language of ['JSONPath', 'JSONata'] as const) {
    for (const shape of shapes) {
      for (const states of sizes) {
        const value: unknown = JSON.parse(definitionText(shape, states, language));
        const text = stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
        console.log(`${language} ${shape} ${states}: ${measure(text, states > 1_000 ? 3 : rounds)}`);
      }
    }
  }
}

function measure(text: string, count: number): string {
  let [floor, parse, check] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < count; round++) {
    floor = Math.min(
      floor,
      timed(() => parseDocument(text)),
    );
    const parsed = parseYaml(text);
    parse = Math.min(
      parse,
      timed(() => parseYaml(text)),
    );
    check = Math.min(
      check,
      timed(() => checkDefinition(parsed)),
    );
  }
  const ratio = ((parse + check) / floor).toFixed(2);
  return `${ratio}x (parseDocument ${floor.toFixed(1)} ms, ours: parse ${parse.toFixed(1)}, read and check ${check.toFixed(1)})`;
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
