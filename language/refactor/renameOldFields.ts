import type { State } from '../model/stateMachine.ts';
import { replaceString } from '../syntax/editTree.ts';
import type { TextEdit } from '../text.ts';
import type { Change, WrittenDefinition } from './mends/mend.ts';

/** What the fields of a Map were called before, and are called now. */
const names: ReadonlyMap<string, string> = new Map([
  ['Iterator', 'ItemProcessor'],
  ['Parameters', 'ItemSelector'],
]);

/** Gives the fields of a Map that have older names the newer ones. */
export function renameOldFields(state: State, { text }: WrittenDefinition): readonly Change[] {
  if (state.type !== 'Map') return [];
  const old = state.fields.list.filter(({ name }) => names.has(name) && !state.fields.has(names.get(name) ?? ''));
  const edits: TextEdit[] = old.flatMap(({ name, member }) =>
    replaceString(text, member.key.range, names.get(name) ?? name),
  );
  const list = old.map(({ name }) => `${name} to ${names.get(name)}`).join(' and ');
  return [{ title: `Rename ${list}`, edits }];
}
