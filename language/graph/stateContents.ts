import { isArray, isObject, type Json } from '../json.ts';
import type { StateMachine } from '../model/stateMachine.ts';
import { toJson } from '../syntax/syntaxTree.ts';

/** What the picture shows as edges, scopes and names. */
const shownElsewhere = new Set(['Next', 'End', 'Default', 'StartAt', 'Branches', 'ItemProcessor', 'Iterator']);
/** Deeper values count as equal: nobody writes them, and no definition can exhaust the stack. */
const deepest = 200;

/**
 * What each state says beside its transitions and the states inside it, by its location.
 * Equal texts mean the same, however they are written.
 */
export function stateContents({ states }: StateMachine): ReadonlyMap<string, string> {
  return new Map(states.map(({ location, node }) => [location, canonical(toJson(node), 'state', deepest)]));
}

/** The fields of objects in alphabetical order. Of rules and catchers, which stand in lists, the transitions are left out too. */
function canonical(value: Json, place: 'state' | 'list' | 'inside', depth: number): string {
  if (depth === 0) return '…';
  if (isArray(value)) return `[${value.map((item) => canonical(item, place, depth - 1)).join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(
      ([name]) =>
        (place === 'state' && !shownElsewhere.has(name)) || (place === 'list' && name !== 'Next') || place === 'inside',
    )
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field, placeOf(name, place), depth - 1)}`);
  return `{${fields.join()}}`;
}

function placeOf(name: string, place: 'state' | 'list' | 'inside'): 'list' | 'inside' {
  return place === 'state' && (name === 'Choices' || name === 'Catch') ? 'list' : 'inside';
}
