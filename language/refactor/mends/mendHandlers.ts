import type { Finding } from '../../checks/finding.ts';
import { moveLast, removeItem, replaceString } from '../../syntax/editTree.ts';
import { type ItemPlace, placesAround } from '../findNode.ts';
import type { Change, WrittenDefinition } from './mend.ts';

/** Retriers, catchers and choice rules: their order, names in vain, and those that are never asked. */
export function mendHandlers(
  { code, range, data = {} }: Finding,
  { text, root }: WrittenDefinition,
): readonly Change[] {
  const items = placesAround(root, range).filter((place): place is ItemPlace => 'array' in place);
  const [name, handler] = [items.at(-1), items.at(-2)];
  if (data.move === 'last' && handler)
    return [{ title: 'Move States.ALL last', edits: moveLast(text, handler.array, handler.index) }];
  if (data.move === 'alone' && name) return [{ title: 'Leave States.ALL alone', edits: aloneIn(text, name) }];
  switch (code) {
    case 'hint.unreachable-retrier':
    case 'hint.unreachable-catcher':
      return handler
        ? [{ title: 'Remove what is never used', edits: removeItem(text, handler.array, handler.index) }]
        : [];
    case 'hint.unreachable-rule':
      return name ? [{ title: 'Remove the rule', edits: removeItem(text, name.array, name.index) }] : [];
    case 'hint.uncatchable-error':
      return name ? withoutName(text, name, handler) : [];
    default:
      return [];
  }
}

/** Of several names only this one; a last handler for it alone was meant for all that can be handled. */
function withoutName(text: string, name: ItemPlace, handler: ItemPlace | undefined): readonly Change[] {
  if (name.array.items.length > 1)
    return [{ title: 'Remove the name', edits: removeItem(text, name.array, name.index) }];
  const item = name.array.items[name.index];
  if (item === undefined || handler === undefined) return [];
  if (handler.index === handler.array.items.length - 1)
    return [{ title: 'Change to “States.ALL”', edits: replaceString(text, item.range, 'States.ALL') }];
  return [{ title: 'Remove what is never used', edits: removeItem(text, handler.array, handler.index) }];
}

function aloneIn(text: string, { array, index }: ItemPlace) {
  const item = array.items[index];
  const [first, last] = [array.items[0], array.items.at(-1)];
  if (!item || !first || !last) return [];
  const newText = text.slice(item.range.start, item.range.end);
  return [{ range: { start: first.range.start, end: last.range.end }, newText }];
}
