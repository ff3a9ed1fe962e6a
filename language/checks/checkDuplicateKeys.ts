import type { TextRange } from '../text.ts';
import type { StateChecking } from './report.ts';

/** Members that stand twice in one object: JSON keeps the last. States have a code of their own. */
export function checkDuplicateKeys(checking: StateChecking): void {
  for (const { node, fields, location } of checking.objects) {
    if (fields.list.length === node.members.length) continue;
    const seen = new Map<string, TextRange>();
    for (const { key } of node.members) {
      const first = seen.get(key.value);
      if (first === undefined) seen.set(key.value, key.range);
      else {
        const message = `“${key.value}” stands here twice: only the last one counts.`;
        const place = { range: first, location: `${location}/${key.value}` };
        checking.report('hint.duplicate-key', message, place, {
          related: [{ message: 'This one counts.', range: key.range }],
        });
      }
    }
  }
}
