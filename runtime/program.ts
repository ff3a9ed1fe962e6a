import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Declaration, findDeclaration, type TemplateFile } from '../language/findTemplate.ts';
import { readStateMachine } from '../language/model/readStateMachine.ts';
import type { StateMachine } from '../language/model/stateMachine.ts';
import { kindOfFile, readDocument } from '../language/readDocument.ts';
import type { DocumentDefinition } from '../language/syntax/documentDefinition.ts';
import { parseJson } from '../language/syntax/parseJson.ts';
import { type Substitutions, substitute } from '../language/syntax/substitutions.ts';
import { LineIndex } from '../language/text.ts';

/** Something is wrong with what was asked for; the message is for whoever asked. */
export class Refusal extends Error {}

/** Where to find a program: a definition file, or a template with a state machine in it. */
export interface ProgramPlace {
  /** Absolute. */
  readonly path: string;
  /** The template's name for it, where it has several. */
  readonly machine: string | undefined;
  /** What stands for `${Name}`, before what the template says. */
  readonly substitutions: ReadonlyMap<string, string | number | boolean>;
}

/** A definition with the text that it stands in. */
export interface Program {
  readonly place: ProgramPlace;
  /** The file that holds the definition, which a template may only name. */
  readonly path: string;
  readonly name: string;
  readonly lines: LineIndex;
  readonly machine: StateMachine;
  readonly type: 'STANDARD' | 'EXPRESS';
}

/** Reads a definition file, or the state machine of a template and the file that it names. Throws a `Refusal`. */
export function loadProgram(place: ProgramPlace): Program {
  const text = readText(place.path);
  const chosen = chooseDefinition(place, text);
  const { definitionUri } = chosen;
  if (definitionUri !== undefined) {
    const path = resolve(dirname(place.path), definitionUri.value);
    const named = readText(path);
    return programOf(place, path, named, chooseDefinition({ path, machine: undefined }, named), chosen);
  }
  const isInTemplate = chosen.title !== undefined;
  return programOf(place, place.path, text, chosen, isInTemplate ? chosen : declarationOf(place.path)?.definition);
}

function chooseDefinition({ path, machine }: Pick<ProgramPlace, 'path' | 'machine'>, text: string): DocumentDefinition {
  const file = basename(path);
  const kind = kindOfFile(path);
  if (kind === undefined) throw new Refusal(`${file} is no kind of file that holds a definition.`);
  const definitions = readDocument(text, kind);
  const titles = definitions.map(({ title }) => title ?? '').join(', ');
  if (definitions.length === 0) throw new Refusal(`There is no state machine in ${file}.`);
  if (machine === undefined && definitions.length > 1)
    throw new Refusal(`${file} holds more than one state machine; "machine" says which: ${titles}.`);
  const chosen = definitions.find(({ title }) => machine === undefined || title === undefined || title === machine);
  if (chosen === undefined) throw new Refusal(`${file} has no state machine ${machine}; it has ${titles}.`);
  return chosen;
}

function programOf(
  place: ProgramPlace,
  path: string,
  text: string,
  { root, type }: DocumentDefinition,
  declared: DocumentDefinition | undefined,
): Program {
  const substitutions = merged(declared?.substitutions, place.substitutions);
  return {
    place,
    path,
    name: declared?.title ?? basename(path).replace(/(\.asl)?\.\w+$/, ''),
    lines: new LineIndex(text),
    machine: readStateMachine(root && substitute(root, substitutions)),
    type: declared?.type ?? type ?? 'STANDARD',
  };
}

/** What a launch gives comes before what the template says. */
function merged(declared: Substitutions | undefined, given: ProgramPlace['substitutions']): Substitutions {
  const values = new Map(declared?.values);
  const range = { start: 0, end: 0 };
  for (const [name, text] of given) {
    const value = parseJson(JSON.stringify(text)).root;
    if (value !== undefined) values.set(name, { value, range });
  }
  return { values, complete: declared?.complete ?? false };
}

/** The template that a program is in or that names its file, with its text and what it says of the program. */
export function declaredBy({ place, path }: Program): (TemplateFile & Pick<Declaration, 'definition'>) | undefined {
  const text = readText(place.path);
  const definition = chooseDefinition(place, text);
  if (definition.title !== undefined) return { path: place.path, text, definition };
  const declared = declarationOf(path);
  return declared && { path: declared.template, text: readText(declared.template), definition: declared.definition };
}

/** Where a template in the definition's folder, or in one of those around it, declares the definition. */
function declarationOf(path: string): Declaration | undefined {
  for (let [folder, left] = [dirname(path), foldersAround]; left > 0; left--) {
    const found = findDeclaration(path, templatesIn(folder));
    if (found !== undefined) return found;
    folder = dirname(folder);
  }
  return undefined;
}

/** How far up a template is looked for: `statemachines/orders/orders.asl.json` belongs to the one three folders up. */
const foldersAround = 4;

function* templatesIn(folder: string) {
  for (const name of namesIn(folder)) {
    if (/^(.*[-_.])?template.*\.(ya?ml|json)$|\.template$/i.test(name))
      yield { path: join(folder, name), text: readText(join(folder, name)) };
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []));
  } catch {
    // A folder that cannot be read holds no template for us.
    return [];
  }
}

/** Throws a `Refusal` for a file that cannot be read. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new Refusal(isMissing ? `There is no file ${path}.` : `${path} cannot be read: ${String(error)}`);
  }
}
