import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TextFormat } from '../../language/syntax/parseText.ts';
import { seededRandom } from '../../runtime/virtualHost.ts';

/** A real workflow file of the corpus. */
export interface SampleWorkflow {
  readonly name: string;
  readonly format: TextFormat;
  readonly text: string;
}

interface Manifest {
  readonly files: readonly { readonly file: string; readonly syntax: TextFormat }[];
}

/** As many files of the corpus in `shared` as wanted, chosen by a seed: a third of them YAML. Same seed, same files. */
export function sampleWorkflows(shared: string, count: number, seed = 5): readonly SampleWorkflow[] {
  const folder = join(shared, 'corpus/workflows');
  const { files }: Manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const random = seededRandom(seed);
  const shuffled = files
    .map(({ file, syntax }) => ({ name: file, format: syntax, place: random.next() }))
    .sort((one, other) => one.place - other.place);
  const yaml = shuffled.filter(({ format }) => format === 'yaml').slice(0, Math.floor(count / 3));
  const json = shuffled.filter(({ format }) => format === 'json').slice(0, count - yaml.length);
  return [...json, ...yaml].map(({ name, format }) => ({
    name,
    format,
    text: readFileSync(join(folder, name), 'utf8'),
  }));
}
