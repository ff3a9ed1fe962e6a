import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver/node';
import type { TemplateResource } from '../../language/templateResources.ts';
import { calledBy, errorsOf, kindNamedBy, templatesFor } from '../calledCode.ts';
import { type Cursor, cursorAt } from '../cursor.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import type { Session } from '../session.ts';
import { asValues, type Value } from './insertion.ts';

/** What the templates and the code of the workspace offer for the value at the cursor. */
export async function workspaceItems(
  session: Session,
  document: DocumentVersion,
  definition: Definition,
  offset: number,
): Promise<CompletionItem[]> {
  const cursor = cursorAt(document, definition, offset);
  const templates = templatesFor(session, document, definition);
  if (cursor.rule?.kind === 'errorNames') {
    const called = cursor.state ? calledBy(cursor.state, definition, templates) : [];
    const errors = await Promise.all(called.map(async (each) => ({ each, names: await errorsOf(each) })));
    const values = errors.flatMap(({ each, names }) =>
      names.map((text) => ({
        text,
        kind: CompletionItemKind.EnumMember,
        detail: `thrown by ${each.resource.logicalId}`,
      })),
    );
    return asValues(document, cursor, values.filter(isNew(cursor)));
  }
  const kinds = kindsHere(cursor);
  const values = templates.flatMap(({ resources }) =>
    resources
      .filter(({ kind }) => kinds.includes(kind))
      .map((resource) => asValue(resource, definition, idsIn(document, definition), cursor)),
  );
  return asValues(document, cursor, values);
}

function kindsHere({ kind, rule, path }: Cursor): readonly TemplateResource['kind'][] {
  if (kind === 'Task' && rule?.kind === 'resource') return ['function', 'activity'];
  const named = kind === 'Free' && path.length === 1 ? kindNamedBy(path[0]) : undefined;
  return named ? [named] : [];
}

function isNew({ member, touched }: Cursor): (value: { readonly text: string }) => boolean {
  const listed = member?.value?.kind === 'array' ? member.value.items : [];
  const there = new Set(listed.map((item) => (item.kind === 'string' && item !== touched ? item.value : undefined)));
  return ({ text }) => !there.has(text);
}

const labels = { function: 'Lambda function', stateMachine: 'state machine', activity: 'activity' } as const;

/** By the substitution that stands for it; where there is none yet, by the name that people give one. */
function asValue(
  resource: TemplateResource,
  { substitutions }: Definition,
  ids: 'filledIn' | 'plain',
  { kind }: Cursor,
): Value {
  const { logicalId, name } = resource;
  const standsFor = [...(substitutions?.values ?? [])].find(
    ([key, { value }]) => key !== logicalId && value.kind === 'hole' && idIn(value.text) === logicalId,
  )?.[0];
  const inTemplate = ids === 'filledIn' ? `\${${logicalId}.Arn}` : `\${${logicalId}Arn}`;
  const byName = kind === 'Free' && resource.kind === 'function' ? name : undefined;
  const text = standsFor === undefined ? (byName ?? inTemplate) : `\${${standsFor}}`;
  return { text, kind: CompletionItemKind.Reference, rank: 0, detail: `${labels[resource.kind]} ${logicalId}` };
}

/** A definition that is the text of a `Fn::Sub` has the template's own names filled in. */
function idsIn({ text }: DocumentVersion, { root }: Definition): 'filledIn' | 'plain' {
  const start = root?.range.start ?? 0;
  const before = text.slice(Math.max(0, start - 100), start);
  return /(?:!Sub|Fn::Sub["']?\s*:)[\s|>+"'[-]*$/.test(before) ? 'filledIn' : 'plain';
}

function idIn(text: string): string | undefined {
  return /^\$\{(\w+)(?:\.\w+)?\}$/.exec(text)?.[1];
}
