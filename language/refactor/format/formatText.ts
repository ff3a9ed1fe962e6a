import { format } from 'jsonc-parser';
import type { TextFormat } from '../../syntax/parseText.ts';
import type { TextEdit, TextRange } from '../../text.ts';
import { formatYaml } from './formatYaml.ts';

export interface FormatOptions {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

/**
 * The edits that put a text in order; nothing but white space changes, so comments and bare placeholders stay.
 * JSON is indented as the options say. In YAML blocks are indented by two, and texts over several lines keep their form.
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
