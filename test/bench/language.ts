import { parseTree } from 'jsonc-parser';
import { checkDefinition } from '../../language/checks/checkDefinition.ts';
import type { QueryLanguage } from '../../language/model/stateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import { definitionText, type Shape, shapes } from './definitions.ts';
import { benchKeystrokes } from './keystrokes.ts';
import { languagePeers, type Peer } from './languagePeers.ts';

/**
 * npm run bench -- language
 * Parsing, reading and all findings against jsonc-parser's `parseTree` of the same text, and against peers, in the
 * same run; how the time of a state grows from 1,000 states to 10,000; keystrokes through the server.
 */
const sizes = [100, 1_000, 10_000] as const;
/** Rounds last about this long for each definition. */
const milliseconds = 1_000;

export async function benchLanguage(): Promise<void> {
  const peers = languagePeers();
  for (const language of ['JSONPath', 'JSONata'] as const) {
    for (const shape of shapes) await benchShape(shape, language, peers);
  }
  console.log(`memory: at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB resident`);
  await benchKeystrokes();
}

async function benchShape(shape: Shape, language: QueryLanguage, peers: readonly Peer[]): Promise<void> {
  const perState: number[] = [];
  for (const states of sizes) {
    const text = definitionText(shape, states, language);
    const { floor, ours } = measure(text);
    perState.push(ours / states);
    const all = [`parseTree ${ms(floor)}`, `ours ${ms(ours)}`];
    for (const peer of peers) all.push(await timePeer(peer, text, floor));
    console.log(`${language} ${shape} ${states}: ${(ours / floor).toFixed(2)}x (${all.join(', ')})`);
  }
  const [, thousand = 0, tenThousand = 0] = perState;
  console.log(`  a state at 10,000 against 1,000: ${(tenThousand / thousand).toFixed(2)}x`);
}

/** Medians of interleaved rounds. */
function measure(text: string): { readonly floor: number; readonly ours: number } {
  const floor: number[] = [];
  const ours: number[] = [];
  for (const end = performance.now() + milliseconds; performance.now() < end || floor.length < 8; ) {
    floor.push(timed(() => parseTree(text)));
    ours.push(timed(() => checkDefinition(parseJson(text))));
  }
  return { floor: median(floor), ours: median(ours) };
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The best of three runs; one is enough of those that take seconds. */
async function timePeer({ name, check }: Peer, text: string, floor: number): Promise<string> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3 && (run === 0 || best < 1_000); run++) {
    const start = performance.now();
    await check(text);
    best = Math.min(best, performance.now() - start);
  }
  return `${name} ${ms(best)} = ${(best / floor).toFixed(1)}x`;
}

/** Of the second half: the first warms the code up. */
function median(all: readonly number[]): number {
  const list = all.slice(Math.floor(all.length / 2)).sort((a, b) => a - b);
  return list[Math.floor(list.length / 2)] ?? 0;
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}
