import { CompletionItemKind } from 'vscode-languageserver/node';
import { assignmentsIn } from '../../language/checks/variableFlow.ts';
import { variablesAt } from '../../language/checks/variablesAt.ts';
import type { Cursor } from '../cursor.ts';
import type { Value } from './insertion.ts';

/** The variables that can be read at the cursor, as `$name`; those that not every path sets are marked and come later. */
export function variablesHere({ state }: Cursor): readonly Value[] {
  if (state === undefined) return [];
  const { surely, maybe } = variablesAt(state);
  // A catcher or Output sees what held when the state began, not what the state assigns itself.
  const own = new Set(assignmentsIn(state).map(({ name }) => name.value));
  const visible = [...new Set([...surely, ...maybe])].filter((name) => surely.has(name) || !own.has(name));
  return visible.map((name) => ({
    text: `$${name}`,
    kind: CompletionItemKind.Variable,
    rank: surely.has(name) ? 0 : 1,
    detail: surely.has(name) ? 'variable' : 'variable, maybe unset here',
  }));
}
