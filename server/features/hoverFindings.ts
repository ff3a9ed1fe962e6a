import { type Hover, MarkupKind } from 'vscode-languageserver/node';
import { type CodeRow, findingCodes } from '../../language/checks/codes.ts';
import { contains, type TextRange } from '../../language/text.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import type { Settings } from '../settings.ts';
import { toRange } from '../toLsp.ts';

/** Adds what the codes mean that stand at a place: those of its findings, or one that a comment silences. */
export function withCodes(
  hover: Hover | undefined,
  document: DocumentVersion,
  definition: Definition,
  offset: number,
  { findings }: Settings,
): Hover | undefined {
  const silenced = silencedAt(document.text, offset);
  if (silenced) return { range: toRange(document, silenced.range), contents: markdown([describe(silenced.code)]) };
  const here = definition.findings(findings).filter(({ range }) => contains(range, offset));
  const codes = [...new Set(here.map(({ code }) => code))].map(describe).filter((text) => text !== '');
  const said = hover && typeof hover.contents === 'object' && 'value' in hover.contents ? [hover.contents.value] : [];
  return codes.length === 0 ? hover : { ...hover, contents: markdown([...said, ...codes]) };
}

/** The code under the cursor, on a line that silences findings. */
function silencedAt(text: string, offset: number): { readonly code: string; readonly range: TextRange } | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const line = text.slice(start, end < 0 ? text.length : end);
  if (!line.includes('stepwise-ignore')) return undefined;
  for (const { 0: code, index } of line.matchAll(/[\w.-]*\w/g)) {
    const range = { start: start + index, end: start + index + code.length };
    if (contains(range, offset) && rowOf(code)) return { code, range };
  }
  return undefined;
}

function describe(code: string): string {
  const row = rowOf(code);
  return row ? [`\`${code}\` ${row.title}`, row.doc].filter(Boolean).join('\n\n') : '';
}

function rowOf(code: string): CodeRow | undefined {
  const rows: Readonly<Record<string, CodeRow>> = findingCodes;
  return Object.hasOwn(rows, code) ? rows[code] : undefined;
}

function markdown(parts: readonly string[]) {
  return { kind: MarkupKind.Markdown, value: parts.join('\n\n---\n\n') };
}
