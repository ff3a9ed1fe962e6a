import type { StringNode } from '../../language/syntax/syntaxTree.ts';
import type { TextRange } from '../../language/text.ts';
import type { Cursor } from '../cursor.ts';

/** The string that is being typed at the cursor. */
export interface TypedString {
  readonly node: StringNode;
  /** Its value up to the cursor. */
  readonly before: string;
}

/** The string value at the cursor and what of it stands before the cursor; undefined outside strings. */
export function typedString({ touched, part, offset }: Cursor): TypedString | undefined {
  if (touched?.kind !== 'string' || part !== 'value') return undefined;
  return { node: touched, before: touched.value.slice(0, indexAt(touched, offset)) };
}

/** The document range of the last `length` characters before the cursor. */
export function rangeBefore({ node, before }: TypedString, length: number, offset: number): TextRange {
  return { start: Math.min(node.offsetOf(before.length - length), offset), end: offset };
}

/** The index in the value at which the document's `offset` is. */
export function indexAt(node: StringNode, offset: number): number {
  let low = 0;
  let high = node.value.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (node.offsetOf(middle) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether the end of a JSONata expression is inside a string. */
export function isInQuotes(expression: string): boolean {
  let quote = '';
  for (const character of expression) {
    if (quote === '') quote = character === '"' || character === "'" ? character : '';
    else if (character === quote) quote = '';
  }
  return quote !== '';
}
