import { readFileSync } from 'node:fs';
import { connect, type LspClient, type OpenDocument } from '../kit/lspClient.ts';
import { definitionText } from './definitions.ts';
import { languagePeers, type Peer } from './languagePeers.ts';

/**
 * npm run bench -- server
 * The bundled server over its standard input and output: from a question to its answer, and from a keystroke to its
 * findings, beside peers that are asked in this process, without any transport. Then from its start to the first findings.
 */
export async function benchServer(): Promise<void> {
  const peers = languagePeers().filter(({ complete }) => complete !== undefined);
  for (const states of [100, 1_000, 10_000]) {
    const text = definitionText('mix', states, 'JSONPath');
    console.log(`${states} states, ${Math.round(text.length / 1_000)} kB`);
    const cursor = text.indexOf('"Next": "') + '"Next": "'.length;
    const rounds = states > 1_000 ? 8 : 30;
    await benchAnswers(text, cursor, rounds);
    for (const peer of peers) await benchPeer(peer, text, cursor, states > 1_000 ? 2 : 8);
  }
  await benchStart();
}

async function benchAnswers(text: string, cursor: number, rounds: number): Promise<void> {
  const server = await connect('bundle');
  const document = await server.open(`${text.slice(0, cursor)}‸${text.slice(cursor)}`);
  await document.diagnostics();
  const completion = await timed(rounds, () => document.completion());
  const hover = await timed(rounds, () => document.hover());
  const rest = () => pause(text.length > 1_000_000 ? 1_000 : 100);
  const keystroke = await timed(rounds, () => typeOne(document), rest);
  const asYouType = await timed(
    rounds,
    async () => {
      const typed = document.type('x');
      await Promise.all([typed, document.completion()]);
      await document.diagnostics();
    },
    rest,
  );
  console.log(`  ours: completion at Next ${completion}, hover ${hover}, keystroke to findings ${keystroke}`);
  console.log(`        a keystroke with completion and findings ${asYouType}${peak(server)}`);
  await server.close();
}

/** Not counted: between two keystrokes of a fast typist; the server rests after long work. */
function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function typeOne(document: OpenDocument): Promise<void> {
  await document.type('x');
  await document.diagnostics();
}

async function benchPeer({ name, check, complete, hover }: Peer, text: string, cursor: number, rounds: number) {
  const completion = await timed(rounds, () => complete?.(text, cursor));
  const hovered = await timed(rounds, () => hover?.(text, cursor));
  let typed = text;
  const keystroke = await timed(rounds, () => {
    typed = `${typed.slice(0, cursor)}x${typed.slice(cursor)}`;
    return check(typed);
  });
  console.log(`  ${name}: completion at Next ${completion}, hover ${hovered}, keystroke to findings ${keystroke}`);
}

/** Of a server that nobody has warmed up. */
async function benchStart(): Promise<void> {
  const text = definitionText('mix', 100, 'JSONPath');
  const start = await timed(7, async () => {
    const server = await connect('bundle');
    const document = await server.open(text);
    await document.diagnostics();
    void server.close();
  });
  console.log(`start of the server to the findings of 100 states: ${start}`);
}

/** Median and 95th percentile, without the first third that warms up. */
async function timed(rounds: number, work: () => unknown, rest?: () => Promise<void>): Promise<string> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
    await rest?.();
  }
  const sorted = times.slice(Math.floor(rounds / 3)).sort((one, other) => one - other);
  const [median = 0, slow = 0] = [0.5, 0.95].map((part) => sorted[Math.floor(part * sorted.length)]);
  return `${median.toFixed(1)} ms (p95 ${slow.toFixed(1)})`;
}

/** Where the system tells it. */
function peak({ pid }: LspClient): string {
  if (process.platform !== 'linux' || pid === undefined) return '';
  const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return kilobytes === undefined ? '' : `; peak memory ${Math.round(Number(kilobytes) / 1024)} MB`;
}
