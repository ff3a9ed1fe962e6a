import type { TextRange } from '../text.ts';
import type { ParsedText, StringNode, SyntaxNode } from './syntaxTree.ts';

/** Where the characters of a text are written that is itself part of a document. */
export interface TextPlace {
  startOf(index: number): number;
  endOf(index: number): number;
}

/** What was parsed from a text inside a document, with its ranges in the offsets of the document. */
export function embedTree({ root, problems, comments }: ParsedText, place: TextPlace): ParsedText {
  return {
    root: root && embedNode(root, place),
    problems: problems.map((problem) => ({ ...problem, range: embedRange(problem.range, place) })),
    ...(comments && { comments: comments.map(({ text, range }) => ({ text, range: embedRange(range, place) })) }),
  };
}

function embedRange({ start, end }: TextRange, place: TextPlace): TextRange {
  const from = place.startOf(start);
  return { start: from, end: end > start ? Math.max(from, place.endOf(end)) : from };
}

function embedNode(node: SyntaxNode, place: TextPlace): SyntaxNode {
  const range = embedRange(node.range, place);
  switch (node.kind) {
    case 'object':
      return {
        kind: 'object',
        range,
        members: node.members.map((member) => ({
          key: embedString(member.key, place),
          value: member.value && embedNode(member.value, place),
          range: embedRange(member.range, place),
        })),
      };
    case 'array':
      return { kind: 'array', range, items: node.items.map((item) => embedNode(item, place)) };
    case 'string':
      return embedString(node, place);
    case 'number':
      return { ...node, range, ...(node.asString && { asString: embedString(node.asString, place) }) };
    default:
      return { ...node, range };
  }
}

function embedString(node: StringNode, place: TextPlace): StringNode {
  return {
    kind: 'string',
    value: node.value,
    range: embedRange(node.range, place),
    offsetOf: (index) => place.startOf(node.offsetOf(index)),
  };
}
