import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { kindOfFile } from '../language/readDocument.ts';
import type { Substitutions } from '../language/syntax/substitutions.ts';
import { resourceNamed, resourcesIn } from '../language/templateResources.ts';
import { declaredBy, loadProgram, type Program, type ProgramPlace, Refusal } from './program.ts';

/** A name as an ARN may have it. */
export function nameInArn(name: string): string {
  return name.replace(/[^\w-]/g, '-').slice(0, 80) || 'StateMachine';
}

/**
 * The program that a task of `from` means by an ARN, a name, or a placeholder of its template: itself, a state machine
 * of the template, or the file of that name beside it or in a folder next to it. Undefined when it is not here.
 */
export function startedProgram(from: Program, stateMachineArn: string): Program | undefined {
  const name = /:stateMachine:([^:]+)/.exec(stateMachineArn)?.[1] ?? stateMachineArn;
  if (name === nameInArn(from.name)) return from;
  try {
    const place = inTemplate(from, stateMachineArn) ?? inFile(from, name);
    return place && loadProgram(place);
  } catch (error) {
    // A file without a state machine is not the one that is meant, and what was never saved has none beside it.
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function inTemplate(from: Program, named: string): ProgramPlace | undefined {
  const template = declaredBy(from);
  const format = template && kindOfFile(template.path)?.format;
  if (template === undefined || format === undefined || format === 'terraform') return undefined;
  const text = filledIn(named, template.definition.substitutions);
  const found = resourceNamed(resourcesIn(template.text, format), 'stateMachine', text);
  return found && { path: template.path, machine: found.logicalId, substitutions: from.place.substitutions };
}

/** A substitution whose value is known at deployment only has one that tells what it stands for. */
function filledIn(text: string, { values }: Substitutions): string {
  return text.replace(/\$\{(\w+)\}/g, (placeholder, name) => {
    const value = values.get(name)?.value;
    return value?.kind === 'hole' ? value.text : placeholder;
  });
}

function inFile({ path, place }: Program, name: string): ProgramPlace | undefined {
  if (!/^[\w-]+$/.test(name)) return undefined;
  for (const folder of foldersNear(dirname(path))) {
    for (const extension of ['.asl.json', '.asl.yaml', '.asl.yml', '.asl']) {
      const file = join(folder, name + extension);
      if (isFile(file)) return { path: file, machine: undefined, substitutions: place.substitutions };
    }
  }
  return undefined;
}

/** The folder itself, then those in it, then those beside it. */
function foldersNear(folder: string): readonly string[] {
  return [folder, ...foldersIn(folder), ...foldersIn(dirname(folder))];
}

const mostFolders = 200;

function foldersIn(folder: string): readonly string[] {
  try {
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const names = folders.map(({ name }) => name).filter((name) => !name.startsWith('.') && name !== 'node_modules');
    return names.slice(0, mostFolders).map((name) => join(folder, name));
  } catch {
    // A folder that cannot be read holds no workflow for us.
    return [];
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
