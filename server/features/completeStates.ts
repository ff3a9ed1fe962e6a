import { type CompletionItem, CompletionItemKind, InsertTextFormat } from 'vscode-languageserver/node';
import { actionView, nameFor, newAnswers } from '../../language/integrations/actionView.ts';
import type { IntegrationAction } from '../../language/integrations/integrationAction.ts';
import type { Pattern } from '../../language/integrations/resource.ts';
import { taskState } from '../../language/integrations/snippet.ts';
import type { JsonObject } from '../../language/json.ts';
import type { QueryLanguage } from '../../language/model/stateMachine.ts';
import { transitionsIn } from '../../language/refactor/renameState.ts';
import type { TextFormat } from '../../language/syntax/parseText.ts';
import type { Cursor } from '../cursor.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import type { KnownIntegrations } from '../integrations.ts';
import { toEdit } from '../toLsp.ts';
import { writeString } from '../writeString.ts';
import { escaped, sketchOfJson, snippetOf } from './fieldSnippets.ts';
import { type KeyPlace, keyPlace } from './keyPlace.ts';
import { stateSnippets } from './stateSnippets.ts';

/**
 * Where a state can stand: those that others lead to and that are missing, each type of state and patterns of several,
 * a Task for each optimised integration in each pattern, and the form for all others.
 */
export async function stateItems(
  document: DocumentVersion,
  { type, machine }: Definition,
  cursor: Cursor,
  { optimisedActions }: KnownIntegrations,
): Promise<CompletionItem[]> {
  const place = keyPlace(document, cursor);
  if (cursor.kind !== 'States' || cursor.part !== 'key' || place.hasValue) return [];
  const { format } = document;
  const offers = [
    ...missingStates(cursor, format),
    ...(await stateSnippets(format, machine, type)).map(({ label, detail, body }) => ({
      label,
      detail,
      rank: '4',
      text: body,
    })),
    ...optimisedActions.flatMap((action) => serviceStates(action, type, machine.queryLanguage, format)),
  ];
  return [formItem(document, cursor), ...offers.map((each, index) => toItem(document, cursor, place, each, index))];
}

/** A state to write, in LSP's snippet syntax; `rank` begins its sort text. */
interface Offer {
  readonly label: string;
  readonly detail: string;
  readonly rank: string;
  readonly text: string;
}

/** What the transitions of the scope lead to although it is not there. */
function missingStates({ scope }: Cursor, format: TextFormat): Offer[] {
  const targets = new Set(transitionsIn(scope).map(({ target }) => target));
  return [...targets]
    .filter((name) => name !== '' && !scope.states.has(name))
    .map((name) => {
      const hole = { kind: 'hole', text: 'Pass', quoted: true } as const;
      const state = { kind: 'object', members: [['Type', hole]] } as const;
      return { label: name, detail: 'missing state', rank: '0', text: snippetOf([[name, state]], format) };
    });
}

function serviceStates(
  action: IntegrationAction,
  type: Definition['type'],
  language: QueryLanguage,
  format: TextFormat,
): Offer[] {
  return action.patterns
    .filter((pattern) => type !== 'EXPRESS' || pattern === 'requestResponse')
    .map((pattern) => {
      const label = `${action.service}:${action.name}${pattern === 'requestResponse' ? '' : `.${pattern}`}`;
      const text = serviceSnippet(action, pattern, language, format);
      return { label, detail: action.doc || action.serviceLabel, rank: `5${label}`, text };
    });
}

function toItem(
  document: DocumentVersion,
  cursor: Cursor,
  { range, comma, commaBefore }: KeyPlace,
  { label, detail, rank, text }: Offer,
  index: number,
): CompletionItem {
  const next = [...cursor.scope.states.values()].find((state) => state.nameRange.start >= range.end)?.name;
  // In YAML a name that needs quotation marks does not fit where the snippet has none.
  const fits = next !== undefined && (document.format === 'json' || writeString(next, 'yaml') === next);
  const wired = fits ? text.replaceAll(':NextState}', () => `:${escaped(JSON.stringify(next).slice(1, -1))}}`) : text;
  return {
    label,
    kind: CompletionItemKind.Snippet,
    detail,
    insertTextFormat: InsertTextFormat.Snippet,
    sortText: `${rank}${String(index).padStart(4, '0')}`,
    filterText: document.format === 'json' ? `"${label}"` : label,
    textEdit: toEdit(document, { range, newText: wired + comma }),
    additionalTextEdits: commaBefore.map((edit) => toEdit(document, edit)),
  };
}

/** What is typed so far goes, and the form writes the state. */
function formItem(document: DocumentVersion, cursor: Cursor): CompletionItem {
  const { range } = keyPlace(document, cursor);
  const behind = [...cursor.scope.states.values()].findLast((state) => state.range.end <= cursor.offset);
  const asked = { uri: document.uri, after: behind?.location };
  const label = 'Task from a form…';
  return {
    label,
    kind: CompletionItemKind.Event,
    detail: 'any service and action',
    sortText: '3',
    filterText: document.format === 'json' ? `"${label}"` : label,
    textEdit: toEdit(document, { range, newText: '' }),
    command: { title: label, command: 'stepwise.generateState', arguments: [asked] },
  };
}

/** A whole Task state, in LSP's snippet syntax: its name, what the author fills in, and where it goes. */
export function serviceSnippet(
  action: IntegrationAction,
  pattern: Pattern,
  language: QueryLanguage,
  format: TextFormat,
): string {
  const view = actionView(action, language);
  const starter = view.patterns.find((each) => each.pattern === pattern)?.starter ?? [];
  const answers = { ...newAnswers(view, nameFor(view)), pattern, parameters: starter };
  const body: JsonObject = { ...taskState(answers, language, action), Next: '${NextState}' };
  const name = pattern === 'waitForTaskToken' ? `${answers.name} and wait` : answers.name;
  return snippetOf([[name, sketchOfJson(body, format)]], format);
}
