import { readFileSync } from 'node:fs';
import { connect, type LspClient, type OpenDocument } from '../kit/lspClient.ts';
import { definitionText } from './definitions.ts';

const keys = 40;
/** After so many the code is warm. */
const warm = 10;

/** From one typed character to the findings that the server publishes about it, and the server's peak memory. */
export async function benchKeystrokes(): Promise<void> {
  for (const language of ['JSONPath', 'JSONata'] as const) {
    for (const states of [100, 1_000, 10_000]) {
      const server = await connect('source');
      const times = await typeInto(server, definitionText('mix', states, language), states > 1_000 ? 15 : keys);
      const [median, slow] = [0.5, 0.95].map((part) => times[Math.floor(part * times.length)]?.toFixed(1));
      console.log(
        `keystroke to findings, ${language} mix ${states}: median ${median} ms, p95 ${slow} ms${peak(server)}`,
      );
      await server.close();
    }
  }
}

/** The times in ascending order. The whole text is sent with each key, as a slow client would do. */
async function typeInto(server: LspClient, text: string, count: number): Promise<readonly number[]> {
  const document = await server.open(text);
  await document.diagnostics();
  const times: number[] = [];
  for (let key = 0; key < count; key++) times.push(await type(document, text.replace('order', `order${key}`)));
  return times.slice(Math.min(warm, count / 3)).sort((one, other) => one - other);
}

async function type(document: OpenDocument, text: string): Promise<number> {
  const start = performance.now();
  await document.change(text);
  await document.diagnostics();
  return performance.now() - start;
}

/** Where the system tells it. */
function peak({ pid }: LspClient): string {
  if (process.platform !== 'linux' || pid === undefined) return '';
  const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return kilobytes === undefined ? '' : `; server's peak memory ${Math.round(Number(kilobytes) / 1024)} MB`;
}
