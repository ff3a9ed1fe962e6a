import type { Json } from '../../language/json.ts';
import { html } from '../dom.ts';
import { membersOf } from './jsonRows.ts';

/** What is different between two values at one path; undefined where there is no value. */
export interface ValueChange {
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** More changes than this are only counted. */
const shownChanges = 200;

/** Where two values differ, as deep inside as possible. */
export function changesBetween(before: Json | undefined, after: Json | undefined, path = '$'): readonly ValueChange[] {
  if (before === after) return [];
  const [old, now] = [insideOf(before, path), insideOf(after, path)];
  if (!old || !now || Array.isArray(before) !== Array.isArray(after)) {
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
  }
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((each) =>
    changesBetween(old.get(each), now.get(each), each),
  );
}

/** The members of a list or object by their paths. */
function insideOf(value: Json | undefined, path: string): ReadonlyMap<string, Json> | undefined {
  if (value === undefined || value === null || typeof value !== 'object') return undefined;
  return new Map(membersOf(value, path).map((each) => [each.path, each.value]));
}

/** The changes as a list: signs and words beside the colours. */
export function changeList(changes: readonly ValueChange[]): HTMLElement {
  if (changes.length === 0) return html('p', { class: 'hint' }, ['No difference.']);
  const items = changes.slice(0, shownChanges).map(changeItem);
  const rest = changes.length - items.length;
  const more = rest > 0 ? [html('li', { class: 'hint' }, [`… ${rest} more`])] : [];
  return html('ul', { class: 'changes' }, [...items, ...more]);
}

function changeItem({ path, before, after }: ValueChange): HTMLElement {
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  const values = [
    ...(before === undefined ? [] : [html('del', {}, [short(before)])]),
    ...(after === undefined ? [] : [html('ins', {}, [short(after)])]),
  ];
  return html('li', { class: kind }, [html('code', { title: kind }, [path]), ' ', ...values]);
}

function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
