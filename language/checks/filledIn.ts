import { functionCallOf } from '../syntax/cloudFormation.ts';
import { hasPlaceholder } from '../syntax/substitutions.ts';
import type { SyntaxNode } from '../syntax/syntaxTree.ts';

/** Does a template or a tool put this value in, or a part of it, before AWS sees it? Then nothing is certain about it. */
export function isFilledIn(node: SyntaxNode | undefined): boolean {
  if (node === undefined) return false;
  if (node.kind === 'string') return hasPlaceholder(node.value);
  return node.kind === 'hole' || functionCallOf(node) !== undefined;
}
