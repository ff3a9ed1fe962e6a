import { parseTree } from 'jsonc-parser';
import { checkDefinition } from '../../language/checks/checkDefinition.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import type { QueryLanguage } from '../../language/model/stateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import { definitionText, type Shape, shapes } from './definitions.ts';

/**
 * npm run bench -- language
 * Parsing and checking against jsonc-parser's `parseTree` of the same text in the same run, medians of interleaved
 * rounds after a warm-up; and how the time of a state grows from 1,000 states to 10,000.
 */
const sizes = [100, 1_000, 10_000] as const;
/** Rounds last about this long for each definition. */
const milliseconds = 2_000;

export function benchLanguage(): void {
  for (const language of ['JSONPath', 'JSONata'] as const) for (const shape of shapes) benchShape(shape, language);
  console.log(`memory: ${Math.round(process.memoryUsage().rss / 1_048_576)} MB resident at the end`);
}

function benchShape(shape: Shape, language: QueryLanguage): void {
  const results = sizes.map((states) => ({ states, ...measure(definitionText(shape, states, language)) }));
  for (const { states, floor, parse, read, check } of results) {
    const ratio = ((parse + check) / floor).toFixed(2);
    const parts = `parseTree ${ms(floor)}, ours: parse ${ms(parse)}, read ${ms(read)}, read and check ${ms(check)}`;
    console.log(`${language} ${shape} ${states}: ${ratio}x (${parts})`);
  }
  const [, thousand, tenThousand] = results.map(({ states, parse, check }) => (parse + check) / states);
  if (thousand && tenThousand)
    console.log(`  a state at 10,000 against 1,000: ${(tenThousand / thousand).toFixed(2)}x`);
}

interface Times {
  readonly floor: number;
  readonly parse: number;
  readonly read: number;
  readonly check: number;
}

function measure(text: string): Times {
  const times = { floor: [] as number[], parse: [] as number[], read: [] as number[], check: [] as number[] };
  const timed = <T>(list: number[], work: () => T): T => {
    const start = performance.now();
    const result = work();
    list.push(performance.now() - start);
    return result;
  };
  for (const end = performance.now() + milliseconds; performance.now() < end || times.floor.length < 5; ) {
    timed(times.floor, () => parseTree(text));
    const parsed = timed(times.parse, () => parseJson(text));
    timed(times.read, () => readStateMachine(parsed.root));
    timed(times.check, () => checkDefinition(parsed));
  }
  return {
    floor: median(times.floor),
    parse: median(times.parse),
    read: median(times.read),
    check: median(times.check),
  };
}

/** Of the second half: the first warms the code up. */
function median(all: readonly number[]): number {
  const list = all.slice(Math.floor(all.length / 2)).sort((a, b) => a - b);
  return list[Math.floor(list.length / 2)] ?? 0;
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}
