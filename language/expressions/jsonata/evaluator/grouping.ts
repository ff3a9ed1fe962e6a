import type { Group } from '../syntax.ts';
import type { Code, Compile } from './code.ts';
import type { Frame } from './run.ts';
import { append, GiveUp } from './value.ts';

/** Code for `{…}` behind a path, and for an object: items with the same key are grouped, then each group is evaluated. */
export function compileGroup(group: Group, compile: Compile): Code {
  const pairs = group.lhs.map(([key, value]) => ({ key: compile(key), value: compile(value) }));
  return (input, frame) => {
    const items: readonly unknown[] = !Array.isArray(input) ? [input] : input.length === 0 ? [undefined] : input;
    const groups = new Map<string, { items: unknown; pair: number }>();
    for (const item of items) {
      for (const [at, pair] of pairs.entries()) addTo(groups, pair.key(item, frame), item, at);
    }
    return valuesOf(groups, pairs, frame);
  };
}

function addTo(groups: Map<string, { items: unknown; pair: number }>, key: unknown, item: unknown, pair: number): void {
  if (key === undefined) return;
  if (typeof key !== 'string') throw new GiveUp();
  const group = groups.get(key);
  if (group === undefined) groups.set(key, { items: item, pair });
  else if (group.pair !== pair) throw new GiveUp();
  else group.items = append(group.items, item);
}

function valuesOf(
  groups: ReadonlyMap<string, { items: unknown; pair: number }>,
  pairs: readonly { readonly value: Code }[],
  frame: Frame,
): Record<string, unknown> {
  const members: [string, unknown][] = [];
  for (const [key, { items, pair }] of groups) {
    const value = pairs[pair]?.value(items, frame);
    if (value !== undefined) members.push([key, value]);
  }
  return Object.fromEntries(members);
}
