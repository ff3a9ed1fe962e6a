import { CompletionItemKind } from 'vscode-languageserver/node';
import { contextMembers } from '../../language/expressions/contextObject.ts';
import { parseResource } from '../../language/integrations/resource.ts';
import type { State } from '../../language/model/stateMachine.ts';
import type { Cursor } from '../cursor.ts';
import type { Value } from './insertion.ts';

/** The members of the context object that exist at the cursor, one level below `path` such as `Execution`. */
export function contextHere(cursor: Cursor, path: string): readonly Value[] {
  const prefix = path === '' ? '' : `${path}.`;
  return [...contextMembers].flatMap(([name, { doc, where }]) => {
    const rest = name.slice(prefix.length);
    if (!name.startsWith(prefix) || rest.includes('.') || (where && !existsIn(where, cursor))) return [];
    return [{ text: rest, kind: CompletionItemKind.Property, detail: 'context object', doc }];
  });
}

function existsIn(where: 'token' | 'map', { state, field }: Cursor): boolean {
  if (state === undefined) return false;
  return where === 'map' ? state.type === 'Map' && isItemSelector(field?.name) : waitsForToken(state);
}

/** Under its own name or its older one. */
function isItemSelector(field: string | undefined): boolean {
  return field === 'ItemSelector' || field === 'Parameters';
}

/** Whether there is a token in the context object while a state works. */
export function waitsForToken(state: State): boolean {
  if (state.type !== 'Task' || !('value' in state.resource)) return false;
  const resource = parseResource(state.resource.value);
  return resource.kind === 'activity' || ('pattern' in resource && resource.pattern === 'waitForTaskToken');
}
