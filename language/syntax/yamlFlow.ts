import type { TextRange } from '../text.ts';
import type { ArrayNode, MemberNode, ObjectNode, StringNode, SyntaxNode } from './syntaxTree.ts';
import { flowString } from './yamlScalars.ts';
import { isFlowSign, type Surrounding, type YamlScanner } from './yamlScanner.ts';
import { type Properties, plainValue, type YamlValues } from './yamlValues.ts';

/** As deep as AWS's own reader goes. */
const maximumDepth = 1_000;

/** Each escape of a text in double quotes; the group has those that YAML does not know. */
const unknownEscape = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0abt\tnvfre "/\\N_LP\r\n]|([\s\S]))/g;

const notClosed = 'This bracket is not closed.';

/** A list or an object in brackets that is being read. */
interface Bracket {
  readonly close: ']' | '}';
  readonly indent: number;
  readonly start: number;
  readonly line: number;
  readonly isDeep: boolean;
  isOpen: boolean;
  commaWanted: boolean;
  end: number;
}

/** Reads what YAML writes on a line: scalars, aliases, and collections in brackets, which may go over many lines. */
export class YamlFlow {
  readonly #scanner: YamlScanner;
  readonly #values: YamlValues;
  #depth = 0;

  constructor(scanner: YamlScanner, values: YamlValues) {
    this.#scanner = scanner;
    this.#values = values;
  }

  /** Goes one level down; false at the deepest, below which nothing is read any more. */
  descend(): boolean {
    const scanner = this.#scanner;
    if (this.#depth < maximumDepth) {
      this.#depth++;
      return true;
    }
    const start = scanner.position;
    scanner.problem('This is nested too deeply.', { start, end: Math.min(start + 1, scanner.end) });
    scanner.moveTo(scanner.end);
    return false;
  }

  ascend(): void {
    this.#depth--;
  }

  /** The anchor and the tag before a value, if there are any. */
  properties(): Properties {
    const scanner = this.#scanner;
    let anchor: Properties['anchor'];
    let tag: Properties['tag'];
    for (;;) {
      const sign = scanner.char();
      if (sign !== '&' && sign !== '!') return { anchor, tag };
      const range = this.#word();
      const text = scanner.text.slice(range.start, range.end);
      if (sign === '&') anchor = text.slice(1);
      else tag = { text, range };
      scanner.skipBlanks();
    }
  }

  /** A value that begins on this line. Its further lines, if it has any, begin at column `indent` or after it. */
  value(indent: number, surrounding: Surrounding, properties: Properties): SyntaxNode {
    switch (this.#scanner.char()) {
      case '[':
        return this.#array(indent);
      case '{':
        return this.#object(indent);
      case '"':
      case "'":
        return this.#quoted(indent);
      case '*':
        return this.#alias();
      default:
        return plainValue(this.#plain(indent, surrounding), properties);
    }
  }

  /** Keys are strings, however they look: `404` and `true` name states like any other word. */
  key(indent: number, surrounding: Surrounding): StringNode {
    const properties = this.properties();
    const sign = this.#scanner.char();
    const begun = this.#values.begin(properties);
    const isPlain = !/["'[{*]/.test(sign);
    const node = isPlain ? this.#plainKey(surrounding) : this.value(indent, surrounding, properties);
    return this.#toKey(this.#values.finish(begun, { ...properties, tag: undefined }, node));
  }

  #plainKey(surrounding: Surrounding): StringNode {
    const scanner = this.#scanner;
    this.#noticeReservedSign();
    const range = { start: scanner.position, end: scanner.plainEnd(scanner.position, surrounding) };
    scanner.position = range.end;
    return flowString(scanner.text, range);
  }

  /** The key that a node is, or at least how it is written. */
  #toKey(node: SyntaxNode): StringNode {
    if (node.kind === 'string') return node;
    const { start, end } = node.range;
    if (node.kind === 'object' || node.kind === 'array') {
      this.#scanner.problem('A key must be a string.', node.range);
    }
    const value = node.kind === 'hole' ? node.text : this.#scanner.text.slice(start, end);
    return { kind: 'string', value, range: node.range, offsetOf: (index) => Math.min(start + index, end) };
  }

  #array(indent: number): ArrayNode {
    const items: SyntaxNode[] = [];
    const bracket = this.#openBracket(']', indent);
    while (this.#hasNext(bracket)) items.push(this.#item(indent));
    return { kind: 'array', items, range: this.#closeBracket(bracket) };
  }

  #object(indent: number): ObjectNode {
    const members: MemberNode[] = [];
    const bracket = this.#openBracket('}', indent);
    while (this.#hasNext(bracket)) members.push(this.#member(indent));
    return { kind: 'object', members: this.#values.merge(members), range: this.#closeBracket(bracket) };
  }

  #openBracket(close: Bracket['close'], indent: number): Bracket {
    const scanner = this.#scanner;
    const { position: start, line } = scanner;
    const isOpen = this.descend();
    if (isOpen) scanner.position++;
    return { close, indent, start, line, isOpen, isDeep: !isOpen, commaWanted: false, end: start + 1 };
  }

  #closeBracket({ start, end, isDeep }: Bracket): TextRange {
    if (!isDeep) this.ascend();
    return { start, end };
  }

  /** Past commas to the next thing between the brackets. */
  #hasNext(bracket: Bracket): boolean {
    const scanner = this.#scanner;
    if (bracket.commaWanted) bracket.end = scanner.position;
    while (bracket.isOpen) {
      scanner.skipToContent();
      const sign = scanner.char();
      if (sign === bracket.close || this.#isCutOff(bracket, sign)) {
        bracket.isOpen = false;
        if (sign === bracket.close) bracket.end = ++scanner.position;
        else scanner.problem(notClosed, { start: bracket.start, end: bracket.start + 1 });
      } else if (sign === ',') {
        this.#takeComma(bracket);
      } else {
        if (bracket.commaWanted) scanner.problem('A comma is missing here.', { start: bracket.end, end: bracket.end });
        bracket.commaWanted = true;
        return true;
      }
    }
    return false;
  }

  #takeComma(bracket: Bracket): void {
    const scanner = this.#scanner;
    const start = scanner.position++;
    if (!bracket.commaWanted) scanner.problem('A value is missing here.', { start, end: start + 1 });
    bracket.commaWanted = false;
    bracket.end = scanner.position;
  }

  /** Whether the bracket was left open: the text ends, or goes on further out, or another bracket closes. */
  #isCutOff({ line, indent }: Bracket, sign: string): boolean {
    const scanner = this.#scanner;
    const isOutside = scanner.line !== line && scanner.column < indent;
    return scanner.atEnd || sign === ']' || sign === '}' || isOutside;
  }

  /** An item of a list, which may be a pair without brackets of its own. */
  #item(indent: number): SyntaxNode {
    const scanner = this.#scanner;
    const start = scanner.position;
    const item = scanner.atSign('?') ? undefined : this.#flowValue(indent);
    if (item) scanner.skipToContent();
    if (item && !this.#atColon(item)) return item;
    const member = item ? this.#memberOf(start, this.#toKey(item), indent) : this.#member(indent);
    return { kind: 'object', members: [member], range: { start, end: member.range.end } };
  }

  #member(indent: number): MemberNode {
    const scanner = this.#scanner;
    const start = scanner.position;
    if (scanner.atSign('?')) {
      scanner.position++;
      scanner.skipToContent();
    }
    const key = this.key(indent, 'flow');
    scanner.skipToContent();
    if (this.#atColon(key)) return this.#memberOf(start, key, indent);
    return { key, value: undefined, range: { start, end: key.range.end } };
  }

  /** The member whose colon is at the position. */
  #memberOf(start: number, key: StringNode, indent: number): MemberNode {
    const scanner = this.#scanner;
    const afterColon = ++scanner.position;
    scanner.skipToContent();
    const value = this.#atFlowEnd() ? emptyNode(afterColon) : this.#flowValue(indent);
    return { key, value, range: { start, end: Math.max(value.range.end, afterColon) } };
  }

  #flowValue(indent: number): SyntaxNode {
    const scanner = this.#scanner;
    const properties = this.properties();
    scanner.skipToContent();
    const begun = this.#values.begin(properties);
    const value = this.#atFlowEnd() ? emptyNode(scanner.position) : this.value(indent, 'flow', properties);
    return this.#values.finish(begun, properties, value);
  }

  /** A colon after a quoted key needs no space. */
  #atColon(key: SyntaxNode): boolean {
    const scanner = this.#scanner;
    if (scanner.char() !== ':') return false;
    const isQuoted = /["'\]}]/.test(scanner.text.charAt(key.range.end - 1));
    return (
      isQuoted || scanner.isSpaceAt(scanner.position + 1) || isFlowSign(scanner.text.charCodeAt(scanner.position + 1))
    );
  }

  #atFlowEnd(): boolean {
    const sign = this.#scanner.char();
    return sign === '' || sign === ',' || sign === ']' || sign === '}';
  }

  #alias(): SyntaxNode {
    const word = this.#word();
    const { text } = this.#scanner;
    const isKey = text.charAt(word.end - 1) === ':';
    const range = { start: word.start, end: isKey ? word.end - 1 : word.end };
    this.#scanner.position = range.end;
    return this.#values.alias(text.slice(range.start + 1, range.end), range);
  }

  /** From a sign to the next white space or bracket. */
  #word(): TextRange {
    const scanner = this.#scanner;
    const start = scanner.position++;
    while (!scanner.isSpaceAt(scanner.position) && !isFlowSign(scanner.text.charCodeAt(scanner.position))) {
      scanner.position++;
    }
    return { start, end: scanner.position };
  }

  /** A quotation mark that is not closed ends with its line, so that the rest is read as it was meant. */
  #quoted(indent: number): StringNode {
    const scanner = this.#scanner;
    const start = scanner.position;
    const lineEnd = scanner.lineEnd(start);
    const closed = scanner.quotedEnd(start, lineEnd) ?? scanner.quotedEnd(start, this.#indentedEnd(lineEnd, indent));
    const end = closed ?? start + scanner.text.slice(start, lineEnd).trimEnd().length;
    if (closed === undefined) scanner.problem('This quotation mark is not closed.', { start, end });
    this.#noticeEscapes(start, end);
    scanner.moveTo(end);
    return flowString(scanner.text, { start, end });
  }

  #noticeEscapes(start: number, end: number): void {
    const scanner = this.#scanner;
    if (scanner.text.charAt(start) !== '"') return;
    for (const found of scanner.text.slice(start, end).matchAll(unknownEscape)) {
      const [sign, unknown] = found;
      if (unknown === undefined) continue;
      const at = start + found.index;
      scanner.problem('YAML has no such escape; a backslash is written \\\\.', { start: at, end: at + sign.length });
    }
  }

  /** Where the lines end, after the one that ends at `lineEnd`, that have nothing before column `indent`. */
  #indentedEnd(lineEnd: number, indent: number): number {
    const scanner = this.#scanner;
    let end = lineEnd;
    while (end < scanner.end) {
      const line = scanner.afterBreak(end);
      let content = line;
      while (content < scanner.end && scanner.isSpaceAt(content) && !scanner.isBreakAt(content)) content++;
      if (!scanner.isBreakAt(content) && content - line < indent) break;
      end = scanner.lineEnd(content);
    }
    return end;
  }

  #plain(indent: number, surrounding: Surrounding): StringNode {
    const scanner = this.#scanner;
    const start = scanner.position;
    this.#noticeReservedSign();
    let end = Math.max(scanner.plainEnd(start, surrounding), start + 1);
    for (let next = this.#continuation(end, indent, surrounding); next !== undefined; ) {
      end = scanner.plainEnd(next, surrounding);
      next = this.#continuation(end, indent, surrounding);
    }
    scanner.moveTo(end);
    return flowString(scanner.text, { start, end });
  }

  #noticeReservedSign(): void {
    const scanner = this.#scanner;
    const { position: start } = scanner;
    if (!/[,%@`\]}]/.test(scanner.char())) return;
    scanner.problem(`What starts with ${scanner.char()} needs quotation marks.`, { start, end: start + 1 });
  }

  /** Where the plain scalar that ends its line at `end` goes on: on a line further in that is no key and no comment. */
  #continuation(end: number, indent: number, surrounding: Surrounding): number | undefined {
    const scanner = this.#scanner;
    let line = scanner.position;
    let at = end;
    while (at < scanner.end && scanner.isSpaceAt(at)) {
      const isBreak = scanner.isBreakAt(at);
      at = isBreak ? scanner.afterBreak(at) : at + 1;
      if (isBreak) line = at;
    }
    if (line <= end || at >= scanner.end || at - line < indent || scanner.text.charAt(at) === '#') return undefined;
    if (surrounding === 'flow' && isFlowSign(scanner.text.charCodeAt(at))) return undefined;
    return scanner.isKeyAt(at, surrounding) ? undefined : at;
  }
}

/** The value of what is not written: null, as YAML has it. */
export function emptyNode(offset: number): SyntaxNode {
  return { kind: 'null', range: { start: offset, end: offset } };
}
