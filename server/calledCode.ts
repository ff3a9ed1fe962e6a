import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { errorsThrown, handlerFiles, handlerOffset, localImports } from '../language/lambdaCode.ts';
import type { State } from '../language/model/stateMachine.ts';
import { kindOfFile } from '../language/readDocument.ts';
import { memberOf, type SyntaxNode } from '../language/syntax/syntaxTree.ts';
import { resourceNamed, resourcesIn, type TemplateResource } from '../language/templateResources.ts';
import type { Definition, DocumentVersion } from './documents.ts';
import type { Session } from './session.ts';
import { pathOf } from './templates.ts';
import { readText } from './workspaceFiles.ts';

/** A place in a workflow that names something to call. */
interface Call {
  readonly node: SyntaxNode;
  readonly kind: TemplateResource['kind'];
}

/** Something that a workflow calls, and the template that declares it. */
export interface Called {
  readonly node: SyntaxNode;
  readonly resource: TemplateResource;
  readonly template: Template;
}

interface Template {
  readonly uri: string;
  readonly text: string;
  readonly resources: readonly TemplateResource[];
}

/** A file of code, and a place in it. */
export interface CodePlace {
  readonly uri: string;
  readonly path: string;
  readonly text: string;
  readonly offset: number;
}

const mostImports = 20;

/** The members of a request that name what it calls. */
const namingMembers: ReadonlyMap<string, TemplateResource['kind']> = new Map([
  ['FunctionName', 'function'],
  ['StateMachineArn', 'stateMachine'],
  ['ActivityArn', 'activity'],
]);

/** Which kind of resource a member of Parameters or Arguments names. */
export function kindNamedBy(member: string | undefined): TemplateResource['kind'] | undefined {
  return namingMembers.get(member ?? '');
}

/** What templates declare beside a definition: the template around it or the one that names its file, else all. */
export function templatesFor(session: Session, document: DocumentVersion, definition: Definition): readonly Template[] {
  if (definition.declared.title !== undefined) return [templateOf(document.uri, document.text, document.format)];
  const declaring = session.templateOf(document.uri);
  if (declaring) return [templateOf(declaring.uri, declaring.text)];
  return session.templates.all.map(({ path, text }) => templateOf(pathToFileURL(path).href, text));
}

function templateOf(uri: string, text: string, format?: DocumentVersion['format']): Template {
  const known = kindOfFile(uri)?.format;
  return { uri, text, resources: resourcesIn(text, format ?? (known === 'yaml' ? 'yaml' : 'json')) };
}

/** What a state of a definition calls of all that the templates declare. */
export function calledBy(
  state: State,
  { substitutions }: Definition,
  templates: readonly Template[],
): readonly Called[] {
  return callsOf(state).flatMap(({ node, kind }) => {
    const text = filledIn(node, substitutions);
    for (const template of templates) {
      const resource = text === '' ? undefined : resourceNamed(template.resources, kind, text);
      if (resource) return [{ node, resource, template }];
    }
    return [];
  });
}

/** What the state machine that a Task starts is called in AWS, where its ARN is written out. */
export function startedName(state: State, { substitutions }: Definition): string | undefined {
  const names = callsOf(state).flatMap(({ node, kind }) => {
    const [, name] =
      kind === 'stateMachine' ? (/:stateMachine:([\w-]+)/.exec(filledIn(node, substitutions)) ?? []) : [];
    return name ?? [];
  });
  return names[0];
}

/** A substitution whose value is known at deployment only has one that tells what it stands for. */
function filledIn(node: SyntaxNode, substitutions: Definition['substitutions']): string {
  const text = node.kind === 'hole' ? node.text : node.kind === 'string' ? node.value : '';
  return text.replace(/\$\{(\w+)\}/g, (placeholder, name) => {
    const value = substitutions?.values.get(name)?.value;
    return value?.kind === 'hole' ? value.text : placeholder;
  });
}

function callsOf(state: State): readonly Call[] {
  if (state.type !== 'Task') return [];
  const resource = memberOf(state.node, 'Resource')?.value;
  const request = memberOf(state.node, 'Arguments')?.value ?? memberOf(state.node, 'Parameters')?.value;
  const kinds = ['function', 'activity', 'stateMachine'] as const;
  return [
    ...(resource ? kinds.map((kind) => ({ node: resource, kind })) : []),
    ...[...namingMembers].flatMap(([name, kind]) => {
      const node = memberOf(request, name)?.value;
      return node ? [{ node, kind }] : [];
    }),
  ];
}

/** The code of a function's handler; undefined where it is not in the workspace. */
export async function handlerOf({ resource, template }: Called): Promise<CodePlace | undefined> {
  const path = pathOf(template.uri);
  const { handler, source } = resource;
  if (path === undefined || handler === undefined) return undefined;
  const folder = resolve(dirname(path), source?.path ?? '.');
  const found = await firstOf(handlerFiles(handler).map((file) => join(folder, file)));
  return found && { ...found, uri: pathToFileURL(found.path).href, offset: handlerOffset(found.text, handler) };
}

/** The file of a state machine's definition, for a resource of the template at `uri`. */
export function definitionFileOf(resource: TemplateResource, uri: string): string | undefined {
  const path = pathOf(uri);
  if (resource.kind !== 'stateMachine' || !resource.source || path === undefined) return undefined;
  return pathToFileURL(resolve(dirname(path), resource.source.path)).href;
}

/** The names of the errors that a function's code throws, that of the files which it imports from beside it included. */
export async function errorsOf(called: Called): Promise<readonly string[]> {
  const code = await handlerOf(called);
  if (!code) return [];
  const folder = dirname(code.path);
  const imports = localImports(code.text, code.path).slice(0, mostImports);
  const files = await Promise.all(imports.map(async (file) => readSource(join(folder, file))));
  const sources = [code, ...files.filter((file) => file !== undefined)];
  return [...new Set(sources.flatMap(({ text, path }) => errorsThrown(text, path)))];
}

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

async function firstOf(paths: readonly string[]): Promise<SourceFile | undefined> {
  for (const path of paths) {
    const found = await readSource(path);
    if (found) return found;
  }
  return undefined;
}

async function readSource(path: string): Promise<SourceFile | undefined> {
  const text = await readText(path);
  return text === undefined ? undefined : { path, text };
}
