import { memberAround, stateAround } from './findNode.ts';
import type { Change, WrittenDefinition } from './mend.ts';
import { renameOldFields } from './renameOldFields.ts';

/** The rewritings that make sense at an offset; each keeps what the definition does. */
export function refactoringsAt(offset: number, written: WrittenDefinition): readonly Change[] {
  const state = stateAround(written.machine, offset);
  if (state === undefined || memberAround(written.root, state.range) === undefined) return [];
  return renameOldFields(state, written).filter(({ edits }) => edits.length > 0);
}
