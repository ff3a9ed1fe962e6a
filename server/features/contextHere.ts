import { CompletionItemKind } from 'vscode-languageserver/node';
import { contextMembers } from '../../language/expressions/contextObject.ts';
import { parseResource } from '../../language/integrations/resource.ts';
import type { Scope, State } from '../../language/model/stateMachine.ts';
import type { Cursor } from '../cursor.ts';
import type { Value } from './insertion.ts';

/** The members of the context object that exist at the cursor, one level below `path` such as `Execution`. */
export function contextHere({ state }: Cursor, path: string): readonly Value[] {
  const prefix = path === '' ? '' : `${path}.`;
  return [...contextMembers].flatMap(([name, { doc, where }]) => {
    const rest = name.slice(prefix.length);
    if (!name.startsWith(prefix) || rest.includes('.') || (where && !existsIn(where, state))) return [];
    return [{ text: rest, kind: CompletionItemKind.Property, detail: 'context object', doc }];
  });
}

function existsIn(where: 'token' | 'map', state: State | undefined): boolean {
  if (state === undefined) return false;
  return where === 'map' ? state.type === 'Map' || isIterated(state.scope) : waitsForToken(state);
}

function isIterated({ owner }: Scope): boolean {
  return owner !== undefined && (owner.type === 'Map' || isIterated(owner.scope));
}

function waitsForToken(state: State): boolean {
  if (state.type !== 'Task' || !('value' in state.resource)) return false;
  const resource = parseResource(state.resource.value);
  return resource.kind === 'activity' || ('pattern' in resource && resource.pattern === 'waitForTaskToken');
}
