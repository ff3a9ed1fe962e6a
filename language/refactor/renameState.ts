import type { Scope, State, Transition } from '../model/stateMachine.ts';
import { transitionsOf } from '../model/transitions.ts';
import { replaceString } from '../syntax/editTree.ts';
import type { TextEdit, TextRange } from '../text.ts';

/** Another name for a state, with the transitions of its scope that mean it; a second state of a name has none. */
export function renameState(text: string, { name: from, nameRange, scope }: State, name: string): TextEdit[] {
  const isMeant = scope.states.get(from)?.nameRange.start === nameRange.start;
  const here = isMeant ? transitionsIn(scope).filter(({ target }) => target === from) : [];
  return renameIn(text, [nameRange, ...here.map(({ range }) => range)], from, name);
}

/** Every place of a scope that names one of its states. */
export function transitionsIn({ startAt, states }: Scope): readonly Transition[] {
  const transitions = [...states.values()].flatMap(transitionsOf);
  return startAt ? [startAt, ...transitions] : transitions;
}

/** Writes a state's new name in its places. A placeholder that stands for the name gets its value elsewhere. */
export function renameIn(text: string, places: readonly TextRange[], from: string, to: string): TextEdit[] {
  // What YAML's aliases bring to several places is written once.
  const written = new Map(places.map((range) => [range.start, range]));
  return [...written.values()].flatMap((range) => {
    const isPlaceholder = /^["']?\$\{/.test(text.slice(range.start, range.end)) && !from.startsWith('$');
    return isPlaceholder ? [] : replaceString(text, range, to);
  });
}

/** The most characters that a state's name may have. */
const longestName = 80;

/** Why a state cannot be called so among others; undefined when it can. */
export function nameProblem(
  name: string,
  { location }: Pick<State, 'location'>,
  { states }: { readonly states: readonly State[] },
): string | undefined {
  if (name.trim() === '') return 'A state needs a name.';
  if (name.length > longestName) return `A name has at most ${longestName} characters; this one has ${name.length}.`;
  const isTaken = states.some((other) => other.name === name && other.location !== location);
  return isTaken ? `There is a state “${name}” already.` : undefined;
}
