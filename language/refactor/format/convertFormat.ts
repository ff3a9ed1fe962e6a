import { parseText, type TextFormat } from '../../syntax/parseText.ts';
import type { SyntaxNode } from '../../syntax/syntaxTree.ts';
import { CommentCarrier } from './carriedComments.ts';
import { writeJsonTree } from './writeJsonTree.ts';
import { writeYamlTree } from './writeYamlTree.ts';

/** A whole text in the other format, or why there is none. */
export type ConvertedText =
  | { readonly kind: 'converted'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** JSON as YAML, or YAML as JSON: the same values in the same order, with comments, blank lines and placeholders. */
export function convertFormat(text: string, from: TextFormat): ConvertedText {
  const { root, problems, comments = [] } = parseText(text, from);
  if (root === undefined || problems.some(({ severity }) => severity === 'error'))
    return { kind: 'refused', reason: 'The text has errors.' };
  const to = from === 'json' ? 'yaml' : 'json';
  const lines = new CommentCarrier(text, comments, to === 'yaml' ? '#' : '//');
  lines.before(root.range.start, 0);
  if (to === 'yaml') writeYamlTree(root, lines);
  else writeJsonTree(root, text, lines);
  lines.before(text.length, 0);
  const written = lines.text();
  const read = parseText(written, to);
  if (read.problems.some(({ severity }) => severity === 'error') || !isSame(root, read.root))
    return { kind: 'refused', reason: `The text says something that ${to === 'yaml' ? 'YAML' : 'JSON'} cannot.` };
  return { kind: 'converted', text: text.includes('\r\n') ? written.replaceAll('\n', '\r\n') : written };
}

/** Whether two trees say the same, placeholders as placeholders and members in their order. */
export function isSame(one: SyntaxNode | undefined, other: SyntaxNode | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (one.kind === 'object' && other.kind === 'object')
    return (
      one.members.length === other.members.length &&
      one.members.every(({ key, value }, at) => {
        const twin = other.members[at];
        return twin?.key.value === key.value && isSame(value, twin.value);
      })
    );
  if (one.kind === 'array' && other.kind === 'array')
    return one.items.length === other.items.length && one.items.every((item, at) => isSame(item, other.items[at]));
  return one.kind === other.kind && contentOf(one) === contentOf(other);
}

function contentOf(node: SyntaxNode): unknown {
  if (node.kind === 'hole') return node.text;
  return 'value' in node ? node.value : undefined;
}
