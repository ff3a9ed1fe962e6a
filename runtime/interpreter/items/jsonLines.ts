import type { Json } from '../../../language/json.ts';
import type { Cutter } from './pieces.ts';

/** One JSON value a line; blank lines do not count. */
export const jsonLinesCutter: Cutter = (cut, text, isLast) => {
  const lines = (cut.rest + text).split('\n');
  const rest = isLast ? '' : (lines.pop() ?? '');
  const items: Json[] = [];
  for (const line of lines) {
    if (line.trim() === '') continue;
    try {
      items.push(JSON.parse(line));
    } catch (error) {
      return { kind: 'problem', cause: `A line is not valid JSON. ${(error as Error).message}` };
    }
  }
  return { kind: 'items', items, cut: { ...cut, rest } };
};
