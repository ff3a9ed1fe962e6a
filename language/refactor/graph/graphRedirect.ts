import { type GraphEdit, type GraphEditAnswer, refused } from '../../graph/graphEdit.ts';
import type { WrittenDefinition } from '../mends/mend.ts';
import { leadTo, leave } from './graphLeaving.ts';
import { edgeWithId, stateWithId } from './graphPlaces.ts';

/** Makes a transition lead to another state of its scope; Next may also become End. */
export function redirectInGraph(
  written: WrittenDefinition,
  { edge: id, to }: Extract<GraphEdit, { kind: 'redirect' }>,
): GraphEditAnswer {
  const edge = edgeWithId(written.machine, id);
  if (!edge) return refused('The transition is not there any more.');
  const selected = edge.kind === 'start' ? undefined : edge.state.location;
  if (to === `${edge.scope.location}#end`) {
    if (edge.kind !== 'next' && edge.kind !== 'end') return refused('Only Next can be replaced by End.');
    return { kind: 'edits', edits: leave(written, edge.state, { end: true }), selected };
  }
  const target = stateWithId(written.machine, to);
  if (target?.scope.location !== edge.scope.location) {
    return refused('A transition leads to a state beside its own, never into a group or out of it.');
  }
  return { kind: 'edits', edits: leadTo(written, edge, target.name), selected };
}
