import { parseJson } from './parseJson.ts';
import { parseYaml } from './parseYaml.ts';
import type { ParsedText } from './syntaxTree.ts';
import type { EarlierText } from './untouched.ts';

export type TextFormat = 'json' | 'yaml';

/** Reads a text in its format into the one tree. Never throws. For `earlier` see `parseJson`; YAML is read afresh. */
export function parseText(text: string, format: TextFormat, earlier?: EarlierText): ParsedText {
  return format === 'json' ? parseJson(text, earlier) : parseYaml(text);
}

/** What a text is that nothing else tells about: JSON when it starts like an object. */
export function formatOfText(text: string): TextFormat {
  return /^\uFEFF?\s*(?:\/\/|\/\*|\{)/.test(text) || text.trim() === '' ? 'json' : 'yaml';
}
