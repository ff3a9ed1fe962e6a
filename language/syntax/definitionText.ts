import { functionCallOf, placeholderOf, textOfSub } from './cloudFormation.ts';
import { embedTree } from './embedTree.ts';
import { MappedText } from './mappedText.ts';
import { formatOfText, parseText } from './parseText.ts';
import type { ParsedText, StringNode, SyntaxNode } from './syntaxTree.ts';

/** Reads a definition that a template has as a text: a string, a `Fn::Sub`, or the parts of a `Fn::Join`. */
export function parseDefinitionText(node: SyntaxNode): ParsedText | undefined {
  const mapped = new MappedText();
  if (!addText(mapped, node) || mapped.text.trim() === '') return undefined;
  return embedTree(parseText(mapped.text, formatOfText(mapped.text)), mapped);
}

/** Appends what `node` puts into a text; false when nothing of it is known. */
function addText(mapped: MappedText, node: SyntaxNode): boolean {
  if (node.kind === 'string') {
    addString(mapped, node);
    return true;
  }
  const call = functionCallOf(node);
  if (call?.name === 'Fn::Sub') {
    const text = textOfSub(call.argument);
    if (text) addString(mapped, text);
    return text !== undefined;
  }
  return call?.name === 'Fn::Join' && addJoin(mapped, call.argument);
}

function addString(mapped: MappedText, node: StringNode): void {
  mapped.add(node.value, (index) => node.offsetOf(index));
}

function addJoin(mapped: MappedText, argument: SyntaxNode | undefined): boolean {
  const [separator, parts] = argument?.kind === 'array' ? argument.items : [];
  if (separator?.kind !== 'string' || parts?.kind !== 'array') return false;
  for (const [index, part] of parts.items.entries()) {
    if (index > 0) mapped.addInsteadOf(separator.value, { start: mapped.end, end: mapped.end });
    if (!addText(mapped, part)) mapped.addInsteadOf(placeholderFor(part), part.range);
  }
  return true;
}

/** What is known at deployment only stands as a placeholder, as it would in a `Fn::Sub`. */
function placeholderFor(part: SyntaxNode): string {
  const call = functionCallOf(part);
  if (call) return placeholderOf(call);
  return part.kind === 'number' || part.kind === 'hole' ? part.text : '';
}
