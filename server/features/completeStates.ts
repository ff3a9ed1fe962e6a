import { type CompletionItem, CompletionItemKind, InsertTextFormat } from 'vscode-languageserver/node';
import { actionView, nameFor, newAnswers } from '../../language/integrations/actionView.ts';
import type { IntegrationAction } from '../../language/integrations/integrationAction.ts';
import type { Pattern } from '../../language/integrations/resource.ts';
import { taskState } from '../../language/integrations/snippet.ts';
import type { JsonObject } from '../../language/json.ts';
import type { QueryLanguage } from '../../language/model/stateMachine.ts';
import type { TextFormat } from '../../language/syntax/parseText.ts';
import type { Cursor } from '../cursor.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import type { KnownIntegrations } from '../integrations.ts';
import { toEdit } from '../toLsp.ts';
import { sketchOfJson, snippetOf } from './fieldSnippets.ts';
import { keyPlace } from './keyPlace.ts';

/** Where a state can stand: a Task for each optimised integration in each pattern, and the form for all others. */
export function completeStates(
  document: DocumentVersion,
  { type, machine }: Definition,
  cursor: Cursor,
  { optimisedActions }: KnownIntegrations,
): CompletionItem[] {
  const place = keyPlace(document, cursor);
  if (cursor.kind !== 'States' || place.hasValue) return [];
  const language = machine.queryLanguage;
  const edits = {
    insertTextFormat: InsertTextFormat.Snippet,
    additionalTextEdits: place.commaBefore.map((edit) => toEdit(document, edit)),
  };
  const snippets = optimisedActions.flatMap((action) =>
    action.patterns
      .filter((pattern) => type !== 'EXPRESS' || pattern === 'requestResponse')
      .map((pattern, index): CompletionItem => {
        const label = `${action.service}:${action.name}${pattern === 'requestResponse' ? '' : `.${pattern}`}`;
        const newText = serviceSnippet(action, pattern, language, document.format) + place.comma;
        return {
          label,
          kind: CompletionItemKind.Snippet,
          detail: action.doc || action.serviceLabel,
          ...edits,
          sortText: `5${label}${index}`,
          filterText: document.format === 'json' ? `"${label}"` : label,
          textEdit: toEdit(document, { range: place.range, newText }),
        };
      }),
  );
  return [formItem(document, cursor), ...snippets];
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
    sortText: '4',
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
