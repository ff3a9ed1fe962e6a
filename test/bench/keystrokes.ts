import { readFileSync } from 'node:fs';
import { connect, type LspClient } from '../kit/lspClient.ts';
import { definitionText } from './definitions.ts';

const keys = 60;
/** After so many the code is warm. */
const warm = 20;
/** Where somebody types, as a part of the text. */
const places = { start: 0, middle: 0.5 } as const;

/**
 * From one typed character to the findings that the server publishes about it, and the server's peak memory. The server
 * is the one that ships: build it first.
 */
export async function benchKeystrokes(): Promise<void> {
  for (const language of ['JSONPath', 'JSONata'] as const) {
    for (const states of [100, 1_000, 10_000]) {
      for (const [place, part] of Object.entries(places)) {
        const server = await connect('bundle');
        const times = await typeInto(server, definitionText('mix', states, language), part);
        const [median, slow] = [0.5, 0.95].map((rank) => times[Math.floor(rank * times.length)]?.toFixed(1));
        console.log(
          `keystroke at the ${place} to findings, ${language} mix ${states}: median ${median} ms, p95 ${slow} ms${peak(server)}`,
        );
        await server.close();
      }
    }
  }
}

/** The times in ascending order, of letters typed into the first comment from `part` of the text on. */
async function typeInto(server: LspClient, text: string, part: number): Promise<readonly number[]> {
  const comment = 'Calls function';
  const at = text.indexOf(comment, part * text.length) + comment.length;
  const document = await server.open(`${text.slice(0, at)}‸${text.slice(at)}`);
  await document.diagnostics();
  const times: number[] = [];
  for (let key = 0; key < keys; key++) {
    const start = performance.now();
    await document.type('x');
    await document.diagnostics();
    times.push(performance.now() - start);
  }
  return times.slice(warm).sort((one, other) => one - other);
}

/** Where the system tells it. */
function peak({ pid }: LspClient): string {
  if (process.platform !== 'linux' || pid === undefined) return '';
  const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return kilobytes === undefined ? '' : `; server's peak memory ${Math.round(Number(kilobytes) / 1024)} MB`;
}
