import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { QueryLanguage } from '../language/model/stateMachine.ts';
import type { TextFormat } from '../language/syntax/parseText.ts';
import { parseYaml } from '../language/syntax/parseYaml.ts';
import { toJson } from '../language/syntax/syntaxTree.ts';

/** A workflow of the gallery, as its list tells it. */
export interface SampleEntry {
  /** The name of its folder, and of the state machine. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** What a sample is written in. */
export interface Dress {
  readonly language: QueryLanguage;
  readonly format: TextFormat;
}

export interface SampleFile {
  readonly name: string;
  readonly text: string;
}

/** The gallery in `folder`, in the order in which it is shown. Rejects when it is not there. */
export async function readGallery(folder: string): Promise<readonly SampleEntry[]> {
  return JSON.parse(await readFile(join(folder, 'gallery.json'), 'utf8')) as SampleEntry[];
}

/** The files of a sample in one dress: the workflow first, then its input, then its mocks if it calls anything. */
export async function readSample(
  folder: string,
  id: string,
  dress: Dress,
): Promise<readonly [SampleFile, ...SampleFile[]]> {
  const read = (name: string) => readFile(join(folder, id, name), 'utf8');
  const yaml = await read(dress.language === 'JSONata' ? 'jsonata.asl.yaml' : 'jsonpath.asl.yaml');
  const mocks = await read('MockConfigFile.json').catch(() => undefined);
  return [
    { name: `${id}.asl.${dress.format}`, text: dress.format === 'yaml' ? yaml : jsonOf(yaml) },
    { name: `${id}.input.json`, text: await read('input.json') },
    ...(mocks === undefined ? [] : [{ name: 'MockConfigFile.json', text: mocks }]),
  ];
}

/** Samples are written in YAML; as JSON they are the same value. */
function jsonOf(yaml: string): string {
  return `${JSON.stringify(toJson(parseYaml(yaml).root), undefined, 2)}\n`;
}
