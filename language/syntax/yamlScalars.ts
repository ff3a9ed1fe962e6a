import type { TextRange } from '../text.ts';
import { MappedText } from './mappedText.ts';
import type { StringNode, SyntaxNode } from './syntaxTree.ts';

const placeholder = /^\$\{[^{}]*\}$/;
const number = /^[-+]?(?:0o[0-7]+|0x[0-9a-fA-F]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$/;

/** The node of an unquoted scalar by the core schema of YAML 1.2: timestamps, `yes` and `no` are strings. */
export function plainNode(string: StringNode): SyntaxNode {
  const { value } = string;
  switch (value) {
    case '':
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return { kind: 'null', range: string.range };
    case 'true':
    case 'True':
    case 'TRUE':
      return { kind: 'boolean', value: true, range: string.range };
    case 'false':
    case 'False':
    case 'FALSE':
      return { kind: 'boolean', value: false, range: string.range };
  }
  const first = value.charCodeAt(0);
  if (first < 58 && number.test(value))
    return { kind: 'number', value: toNumber(value), text: value, range: string.range, asString: string };
  if (first === 36 && placeholder.test(value)) return { kind: 'hole', text: value, range: string.range };
  return string;
}

function toNumber(text: string): number {
  if (!/^[-+]?0[ox]/.test(text)) return Number(text);
  return text.startsWith('-') ? -Number(text.slice(1)) : Number(text.replace('+', ''));
}

/** The string that a quoted or unquoted scalar at `range` of `text` stands for. A missing closing quote is no matter. */
export function flowString(text: string, range: TextRange): StringNode {
  const quote = text.charAt(range.start);
  if (quote === '"') return quotedString(text, range, '"');
  if (quote === "'") return quotedString(text, range, "'");
  const raw = text.slice(range.start, range.end);
  if (raw.includes('\n') || raw.includes('\r')) return folded(text, range, '').toNode(range);
  return unbroken(raw, range, range.start);
}

function quotedString(text: string, range: TextRange, quote: '"' | "'"): StringNode {
  const start = range.start + 1;
  const closed = range.end > start && text.charAt(range.end - 1) === quote;
  const end = Math.max(start, closed ? range.end - 1 : range.end);
  const raw = text.slice(start, end);
  if (!/[\\'\r\n]/.test(raw)) return unbroken(raw, range, start);
  const mapped = folded(text, { start, end }, quote);
  return mapped.text === '' ? { kind: 'string', value: '', range, offsetOf: () => start } : mapped.toNode(range);
}

function unbroken(value: string, range: TextRange, start: number): StringNode {
  return new UnbrokenString(value, range.start, range.end, start);
}

/** A string that is written as it is. There are very many of them, so what few are asked for is made when it is. */
class UnbrokenString implements StringNode {
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly contentStart: number;

  constructor(value: string, start: number, end: number, contentStart: number) {
    this.value = value;
    this.start = start;
    this.end = end;
    this.contentStart = contentStart;
  }

  get kind(): 'string' {
    return 'string';
  }

  get range(): TextRange {
    return { start: this.start, end: this.end };
  }

  offsetOf(index: number): number {
    return this.contentStart + Math.max(0, Math.min(index, this.value.length));
  }
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

/** What `inner` stands for: a line break is a space, each empty line a line break, blanks around them nothing. */
function folded(text: string, inner: TextRange, quote: '"' | "'" | ''): MappedText {
  const mapped = new MappedText();
  const lines = linesOf(text, inner);
  let breaks = 0;
  let continued = false;
  let end = inner.start;
  for (const [index, line] of lines.entries()) {
    const last = index === lines.length - 1;
    const content = trimmed(text, line, { left: index > 0, right: !last });
    if (quote === '"' && content.end < line.end && endsInBackslash(text, content)) content.end++;
    if (index > 0) breaks++;
    if (content.start >= content.end && index > 0 && !last) continue;
    if (breaks > 0) mapped.addInsteadOf(foldedBreaks(breaks, continued), { start: end, end: content.start });
    breaks = 0;
    continued = quote === '"' && !last && endsInBackslash(text, content);
    end = continued ? content.end - 1 : content.end;
    addEscaped(mapped, text, { start: content.start, end }, quote);
  }
  return mapped;
}

function foldedBreaks(breaks: number, continued: boolean): string {
  if (breaks === 1) return continued ? '' : ' ';
  return '\n'.repeat(breaks - 1);
}

function trimmed(text: string, line: TextRange, sides: { left: boolean; right: boolean }) {
  let { start, end } = line;
  if (sides.left) while (start < end && isBlank(text.charCodeAt(start))) start++;
  if (sides.right) while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

function endsInBackslash(text: string, { start, end }: TextRange): boolean {
  let count = 0;
  while (end - count > start && text.charCodeAt(end - 1 - count) === 92) count++;
  return count % 2 === 1;
}

/** Appends one line, with the escapes of its quotes read. */
function addEscaped(mapped: MappedText, text: string, line: TextRange, quote: '"' | "'" | ''): void {
  const sign = quote === '"' ? '\\' : "''";
  let at = line.start;
  while (quote !== '') {
    const found = text.indexOf(sign, at);
    if (found < 0 || found >= line.end) break;
    mapped.addSpan(text, at, found);
    const { value, length } = quote === '"' ? readEscape(text.slice(found, found + 10)) : { value: "'", length: 2 };
    at = Math.min(found + length, line.end);
    mapped.addInsteadOf(value, { start: found, end: at });
  }
  mapped.addSpan(text, at, line.end);
}

function readEscape(text: string): { value: string; length: number } {
  const hex = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(text);
  if (hex) {
    const code = Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '', 16);
    return { value: code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd', length: hex[0].length };
  }
  const letter = text.charAt(1);
  return { value: escapes.get(letter) ?? letter, length: 2 };
}

/** The lines of `range` without their breaks; `\r\n` is one break. */
function linesOf(text: string, range: TextRange): TextRange[] {
  const lines: TextRange[] = [];
  let start = range.start;
  for (let at = range.start; at < range.end; at++) {
    const code = text.charCodeAt(at);
    if (code !== 10 && code !== 13) continue;
    lines.push({ start, end: at });
    if (code === 13 && at + 1 < range.end && text.charCodeAt(at + 1) === 10) at++;
    start = at + 1;
  }
  lines.push({ start, end: range.end });
  return lines;
}

/**
 * The string of a block scalar whose header (`|`, `>-`, `|2+`) starts `range`. `indent` is the number of columns
 * that belong to no line of the value.
 */
export function blockString(text: string, range: TextRange, indent: number): StringNode {
  const [header, ...lines] = linesOf(text, range);
  const style = text.slice(range.start, header?.end).split('#')[0] ?? '';
  const contents = lines.map((line) => ({ start: Math.min(line.start + indent, line.end), end: line.end }));
  const mapped = new MappedText();
  const last = contents.findLastIndex((line) => line.end > line.start);
  if (style.startsWith('>')) addFoldedLines(mapped, text, contents.slice(0, last + 1));
  else addLines(mapped, text, contents.slice(0, last + 1));
  addFinalBreaks(mapped, contents.slice(Math.max(last, 0)), last >= 0, style);
  return mapped.toNode(range);
}

function addLines(mapped: MappedText, text: string, lines: readonly TextRange[]): void {
  let end = 0;
  for (const [index, line] of lines.entries()) {
    if (index > 0) mapped.addInsteadOf('\n', { start: end, end: line.start });
    mapped.addSpan(text, line.start, line.end);
    end = line.end;
  }
}

/** A break between two lines of words is a space; breaks beside empty and further indented lines stay. */
function addFoldedLines(mapped: MappedText, text: string, lines: readonly TextRange[]): void {
  let previous: TextRange | undefined;
  let breaks = 0;
  for (const [index, line] of lines.entries()) {
    if (index > 0) breaks++;
    if (line.start === line.end) continue;
    const kept = isIndented(text, line) || previous === undefined || isIndented(text, previous);
    const between = breaks === 0 ? '' : kept ? '\n'.repeat(breaks) : foldedBreaks(breaks, false);
    mapped.addInsteadOf(between, { start: previous?.end ?? line.start, end: line.start });
    mapped.addSpan(text, line.start, line.end);
    previous = line;
    breaks = 0;
  }
}

function isIndented(text: string, line: TextRange): boolean {
  return isBlank(text.charCodeAt(line.start));
}

/** `-` keeps none of the final line breaks, `+` all of them, neither of both the first. */
function addFinalBreaks(mapped: MappedText, lines: readonly TextRange[], hasText: boolean, style: string): void {
  if (style.includes('-')) return;
  const all = lines.length - 1;
  const count = style.includes('+') ? all : hasText ? Math.min(all, 1) : 0;
  for (const [index, line] of lines.slice(0, count).entries()) {
    const next = lines[index + 1];
    mapped.addInsteadOf('\n', { start: line.end, end: next?.start ?? line.end });
  }
}
