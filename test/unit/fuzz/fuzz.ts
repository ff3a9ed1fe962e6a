import { existsSync, globSync, readFileSync } from 'node:fs';
import { checkDocument } from '../../../language/checkDocument.ts';
import { buildGraph } from '../../../language/graph/buildGraph.ts';
import { type DocumentKind, kindOfFile } from '../../../language/readDocument.ts';
import { mutate, seededRandom } from './mutate.ts';

/** A file to start from. */
export interface Seed {
  readonly path: string;
  readonly text: string;
  readonly kind: DocumentKind;
}

/** A text on which something threw, took too long, or touched what it should not. */
export interface Crash {
  readonly path: string;
  readonly text: string;
  readonly reason: string;
}

export interface FuzzResult {
  readonly mutations: number;
  readonly slowest: { readonly milliseconds: number; readonly path: string };
  readonly crashes: readonly Crash[];
}

/** Reading and checking one file takes no longer than this, on a machine that is busy with other things. */
const longestMilliseconds = 3_000;

/** The workflows and templates of the corpora when they are there, and our examples. */
export function readSeeds(): readonly Seed[] {
  const folders = ['examples', '../shared/corpus/workflows'].filter((folder) => existsSync(folder));
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.{json,asl,yaml,yml,tf}`).sort())
    .flatMap((path) => {
      const kind = path.endsWith('manifest.json') ? undefined : kindOfFile(path);
      return kind ? [{ path, text: readFileSync(path, 'utf8'), kind }] : [];
    });
}

/** Reads and checks `count` mutations of the seeds; the same `randomSeed` gives the same mutations. */
export function fuzz(seeds: readonly Seed[], count: number, randomSeed: number): FuzzResult {
  const random = seededRandom(randomSeed);
  const before = prototypes();
  const crashes: Crash[] = [];
  let slowest = { milliseconds: 0, path: '' };
  for (let index = 0; index < count && seeds.length > 0; index++) {
    const { path, text, kind } = seeds[index % seeds.length] as Seed;
    const other = seeds[Math.floor(random() * seeds.length)]?.text ?? '';
    const mutated = mutate(text, other, random);
    const started = performance.now();
    const thrown = attempt(mutated, kind);
    const milliseconds = performance.now() - started;
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, path };
    const reason =
      thrown ??
      (milliseconds > longestMilliseconds ? `took ${Math.round(milliseconds)} ms` : undefined) ??
      (prototypes() === before ? undefined : 'changed a prototype');
    if (reason !== undefined) crashes.push({ path, text: mutated, reason });
  }
  return { mutations: seeds.length > 0 ? count : 0, slowest, crashes };
}

function attempt(text: string, kind: DocumentKind): string | undefined {
  try {
    for (const { machine, findings } of checkDocument(text, kind)) {
      buildGraph(machine);
      const outside = findings.find(
        ({ range }) => !(0 <= range.start && range.start <= range.end && range.end <= text.length),
      );
      if (outside) return `a range outside the text: ${JSON.stringify(outside)}`;
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** The names of everything that all objects, arrays and functions inherit. */
function prototypes(): string {
  return [Object.prototype, Array.prototype, Function.prototype, Map.prototype, String.prototype]
    .map((prototype) => Reflect.ownKeys(prototype).map(String).join())
    .join(';');
}
