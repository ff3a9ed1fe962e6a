import { format } from 'jsonc-parser';
import { parseText, type TextFormat } from '../syntax/parseText.ts';
import type { SyntaxNode } from '../syntax/syntaxTree.ts';
import { toJson } from '../syntax/syntaxTree.ts';
import type { TextEdit, TextRange } from '../text.ts';

export interface FormatOptions {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

/**
 * The edits that put a text in order; nothing but white space changes, so comments and bare placeholders stay.
 * JSON is indented anew; in YAML, where white space has a meaning, only blanks at the ends of lines go.
 */
export function formatText(
  text: string,
  textFormat: TextFormat,
  options: FormatOptions,
  range: TextRange = { start: 0, end: text.length },
): readonly TextEdit[] {
  return textFormat === 'json' ? formatJson(text, options, range) : formatYaml(text, range);
}

function formatJson(text: string, options: FormatOptions, { start, end }: TextRange): readonly TextEdit[] {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const edits = format(withoutPlaceholders(text), { offset: start, length: end - start }, { ...options, eol });
  return edits.map(({ offset, length, content }) => ({
    range: { start: offset, end: offset + length },
    newText: content,
  }));
}

/** Strings and comments, which stay as they are, or a bare placeholder, whose braces are no object. */
const tokens = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\$\{[^{}"\n]*\}/g;

/** The text with strings of the same length in the place of bare placeholders. */
function withoutPlaceholders(text: string): string {
  return text.replace(tokens, (token) => (token.startsWith('$') ? `"${'x'.repeat(token.length - 2)}"` : token));
}

function formatYaml(text: string, { start, end }: TextRange): readonly TextEdit[] {
  const { root, problems } = parseText(text, 'yaml');
  if (problems.some(({ severity }) => severity === 'error')) return [];
  const strings = longStrings(root);
  const edits: TextEdit[] = [];
  for (const match of text.slice(0, end).matchAll(/[ \t]+(?=\r?\n|$)/g)) {
    const range = { start: match.index, end: match.index + match[0].length };
    const isText = strings.some((string) => string.start < range.end && range.start < string.end);
    if (range.start >= start && !isText) edits.push({ range, newText: '' });
  }
  const after = edits.reduceRight((done, edit) => done.slice(0, edit.range.start) + done.slice(edit.range.end), text);
  const same = JSON.stringify(toJson(parseText(after, 'yaml').root)) === JSON.stringify(toJson(root));
  return same ? edits : [];
}

/** Where blanks may belong to the text of a string. */
function longStrings(root: SyntaxNode | undefined): readonly TextRange[] {
  const found: TextRange[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'string' || node.kind === 'hole') found.push(node.range);
    else if (node.kind === 'array') waiting.push(...node.items);
    else if (node.kind === 'object') waiting.push(...node.members.flatMap(({ value }) => value ?? []));
  }
  return found;
}
