import type { Scope, State } from '../model/stateMachine.ts';
import { transitionsOf } from '../model/transitions.ts';
import type { MemberNode } from '../syntax/syntaxTree.ts';
import type { TextRange } from '../text.ts';
import { scopeAround, statesNode } from './findNode.ts';
import type { Change, WrittenDefinition } from './mends/mend.ts';

/** From StartAt along the transitions, the first way first; then what nothing leads to. */
export function inFlowOrder({ startAt, states }: Scope): readonly State[] {
  const ordered = new Set<State>();
  const waiting = startAt ? [startAt.target] : [];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const state = states.get(name);
    if (!state || ordered.has(state)) continue;
    ordered.add(state);
    const targets = transitionsOf(state).map(({ target }) => target);
    waiting.push(...targets.reverse());
  }
  for (const state of states.values()) ordered.add(state);
  return [...ordered];
}

/** Writes the states of a scope in the order in which they run. They change places; what stands between them stays. */
export function sortStates(offset: number, { text, machine }: WrittenDefinition): readonly Change[] {
  const scope = scopeAround(machine, offset);
  const members = statesNode(scope)?.members ?? [];
  const sorted = inFlowOrder(scope);
  if (sorted.length !== members.length || text[members[0]?.range.start ?? 0] === '\\') return [];
  const edits = members.flatMap((member, at) => {
    const state = sorted[at];
    if (state === undefined || state.range.start === member.range.start) return [];
    return [{ range: written(text, member), newText: slice(text, written(text, state)) }];
  });
  return [{ title: 'Sort the states in the order in which they run', edits }];
}

function written(text: string, { range: { start, end } }: Pick<MemberNode, 'range'>): TextRange {
  return { start, end: start + slice(text, { start, end }).trimEnd().length };
}

function slice(text: string, { start, end }: TextRange): string {
  return text.slice(start, end);
}
