import type { SyntaxNode } from '../syntax/syntaxTree.ts';
import type { StateChecking } from './report.ts';

/** The largest input, result or variable, in bytes. */
const largestPayload = 262_144;

/** Constants that no payload can hold. Short texts cannot be large, so most fields are not measured at all. */
export function checkLimits(checking: StateChecking): void {
  for (const { node, fields, location } of checking.objects) {
    if (node.range.end - node.range.start <= largestPayload) continue;
    for (const { name, rule, member } of fields.list) {
      const { value } = member;
      const measured = rule?.kind === 'template' || rule?.kind === 'json' || rule?.kind === 'assign';
      if (!measured || value === undefined || value.range.end - value.range.start <= largestPayload) continue;
      if (bytesOf(value) <= largestPayload) continue;
      const message = `This value has more than ${largestPayload} bytes, the most that a state can pass on.`;
      checking.report('hint.payload-too-large', message, { range: member.key.range, location: `${location}/${name}` });
    }
  }
}

/** At least how many bytes the value has as compact JSON. */
function bytesOf(node: SyntaxNode): number {
  switch (node.kind) {
    case 'object':
      return node.members.reduce((sum, { key, value }) => sum + key.value.length + 3 + (value ? bytesOf(value) : 0), 2);
    case 'array':
      return node.items.reduce((sum, item) => sum + bytesOf(item) + 1, 1);
    case 'string':
      return node.value.length + 2;
    case 'number':
      return node.text.length;
    case 'boolean':
    case 'null':
      return 4;
    case 'hole':
      return 0;
    default:
      return node satisfies never;
  }
}
