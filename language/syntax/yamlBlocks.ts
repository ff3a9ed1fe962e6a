import type { ArrayNode, MemberNode, ObjectNode, StringNode, SyntaxNode } from './syntaxTree.ts';
import { emptyNode, YamlFlow } from './yamlFlow.ts';
import { blockString } from './yamlScalars.ts';
import type { YamlScanner } from './yamlScanner.ts';
import type { Properties, YamlValues } from './yamlValues.ts';

const noProperties: Properties = { anchor: undefined, tag: undefined };

/**
 * Reads what YAML tells by indentation. Every function leaves the scanner at the end of a value on its line, or, after
 * a value of many lines, at what follows it further down.
 */
export class YamlBlocks {
  readonly #scanner: YamlScanner;
  readonly #values: YamlValues;
  readonly #flow: YamlFlow;

  constructor(scanner: YamlScanner, values: YamlValues) {
    this.#scanner = scanner;
    this.#values = values;
    this.#flow = new YamlFlow(scanner, values);
  }

  /** The value of the document; undefined when it has none. */
  document(): SyntaxNode | undefined {
    const scanner = this.#scanner;
    scanner.skipToContent();
    if (scanner.atEnd) return undefined;
    this.#noticeTab();
    const root = this.#blockValue(-1);
    scanner.skipToContent();
    if (!scanner.atEnd) {
      const end = scanner.lineEnd(scanner.position);
      scanner.problem('This does not belong to the value above.', { start: scanner.position, end });
    }
    return root;
  }

  /** A value whose first line has nothing before it but the `-` of its list. `parent` is the column of what holds it. */
  #blockValue(parent: number): SyntaxNode {
    const scanner = this.#scanner;
    const { position: start, column } = scanner;
    if (scanner.atSign('-')) return this.#list(column);
    if (scanner.atSign('?')) return this.#object(column);
    const properties = this.#flow.properties();
    if (scanner.position > start && scanner.atLineEnd()) return this.#valueBelow(parent, properties, scanner.position);
    if (this.#atObject(column)) {
      scanner.position = start;
      return this.#object(column);
    }
    return this.#inlineValue(parent, properties);
  }

  /** A key starts here, or half a key: the line below, just as far in, has a whole one. */
  #atObject(column: number): boolean {
    const scanner = this.#scanner;
    if (scanner.isKeyAt(scanner.position, 'block')) return true;
    if (/["'[{|>*]/.test(scanner.char())) return false;
    const below = scanner.contentBelow();
    return below !== undefined && below.column === column && scanner.isKeyAt(below.offset, 'block');
  }

  /** The value of a key or list item that has none on its own line. */
  #valueBelow(parent: number, properties: Properties, end: number): SyntaxNode {
    const scanner = this.#scanner;
    const begun = this.#values.begin(properties);
    scanner.skipToContent();
    this.#noticeTab();
    const value = !scanner.atEnd && scanner.column > parent ? this.#blockValue(parent) : emptyNode(end);
    return this.#values.finish(begun, properties, value);
  }

  /** A value that begins on the line of its key. */
  #inlineValue(parent: number, properties: Properties): SyntaxNode {
    const begun = this.#values.begin(properties);
    return this.#values.finish(begun, properties, this.#untagged(parent, properties));
  }

  #untagged(parent: number, properties: Properties): SyntaxNode {
    const scanner = this.#scanner;
    const sign = scanner.char();
    if (sign === '|' || sign === '>') return this.#blockScalar(parent);
    if (scanner.atSign('-')) {
      scanner.problem('A list begins on a line of its own.', { start: scanner.position, end: scanner.position + 1 });
      return this.#list(scanner.column);
    }
    const value =
      sign === '{' && scanner.char(1) === '%'
        ? this.#bareExpression()
        : this.#flow.value(parent + 1, 'block', properties);
    if (!scanner.atLineEnd()) scanner.skipRestOfLine('This does not belong to the value before it.');
    return value;
  }

  /** `{% … %}` without quotation marks: what it was meant to be is clear, what YAML makes of it is something else. */
  #bareExpression(): StringNode {
    const scanner = this.#scanner;
    const start = scanner.position;
    const lineEnd = scanner.lineEnd(start);
    const close = scanner.text.slice(start, lineEnd).lastIndexOf('%}');
    const end = close < 0 ? lineEnd : start + close + 2;
    scanner.problem('A JSONata expression needs quotation marks in YAML.', { start, end });
    scanner.position = end;
    return {
      kind: 'string',
      value: scanner.text.slice(start, end),
      range: { start, end },
      offsetOf: (index) => Math.min(start + index, end),
    };
  }

  #list(column: number): ArrayNode {
    const scanner = this.#scanner;
    const { position: start } = scanner;
    const items: SyntaxNode[] = [];
    let end = start;
    const isDeep = !this.#flow.descend();
    while (!scanner.atEnd && scanner.column >= column) {
      if (scanner.column > column) this.#skipIndented(column);
      else if (scanner.atSign('-')) {
        const item = this.#listItem(column);
        items.push(item);
        end = Math.max(item.range.end, end);
      } else break;
      scanner.skipToContent();
      this.#noticeTab();
    }
    if (!isDeep) this.#flow.ascend();
    return { kind: 'array', items, range: { start, end } };
  }

  #listItem(column: number): SyntaxNode {
    const scanner = this.#scanner;
    const afterSign = ++scanner.position;
    return scanner.atLineEnd() ? this.#valueBelow(column, noProperties, afterSign) : this.#blockValue(column);
  }

  #object(column: number): ObjectNode {
    const scanner = this.#scanner;
    const { position: start } = scanner;
    const members: MemberNode[] = [];
    const isDeep = !this.#flow.descend();
    while (!scanner.atEnd && (scanner.column >= column || members.length === 0)) {
      if (scanner.column > column && members.length > 0) this.#noticeIndent();
      if (scanner.atSign('-')) this.#skipList();
      else members.push(this.#member(scanner.column));
      scanner.skipToContent();
      this.#noticeTab();
    }
    if (!isDeep) this.#flow.ascend();
    const end = members.at(-1)?.range.end ?? start;
    return { kind: 'object', members: this.#values.merge(members), range: { start, end } };
  }

  #member(column: number): MemberNode {
    const scanner = this.#scanner;
    const start = scanner.position;
    const isMarked = scanner.atSign('?');
    if (isMarked) {
      scanner.position++;
      scanner.skipBlanks();
    }
    const key = this.#flow.key(column + 1, 'block');
    if (isMarked) scanner.skipToContent();
    else scanner.skipBlanks();
    if (scanner.char() !== ':') {
      if (!isMarked) scanner.problem('A colon and a value are missing after this key.', key.range);
      if (!isMarked && !scanner.atLineEnd()) scanner.position = scanner.lineEnd(scanner.position);
      return { key, value: undefined, range: { start, end: key.range.end } };
    }
    const afterColon = ++scanner.position;
    const value = this.#memberValue(column, afterColon);
    return { key, value, range: { start, end: Math.max(value.range.end, afterColon) } };
  }

  #memberValue(column: number, afterColon: number): SyntaxNode {
    const scanner = this.#scanner;
    scanner.skipBlanks();
    const properties = this.#flow.properties();
    if (!scanner.atLineEnd()) return this.#inlineValue(column, properties);
    const below = scanner.contentBelow();
    const isList =
      below?.column === column && scanner.text.charAt(below.offset) === '-' && scanner.isSpaceAt(below.offset + 1);
    return this.#valueBelow(isList ? column - 1 : column, properties, afterColon);
  }

  #blockScalar(parent: number): StringNode {
    const scanner = this.#scanner;
    const { text, position: start } = scanner;
    const headerEnd = scanner.lineEnd(start);
    const header = /^[|>](?:[-+]?([1-9])?|([1-9])[-+])(?=\s|$)/.exec(text.slice(start, headerEnd));
    if (!header) scanner.problem('This is no header of a block.', { start, end: headerEnd });
    const digit = Number(header?.[1] ?? header?.[2] ?? 0);
    const { indent, end } = this.#blockExtent(headerEnd, parent, digit > 0 ? Math.max(parent, 0) + digit : undefined);
    const string = blockString(text, { start, end }, indent);
    scanner.moveTo(end);
    return {
      ...string,
      offsetOf: (index) => string.offsetOf(index),
      range: { start, end: start + text.slice(start, end).trimEnd().length },
    };
  }

  /** The lines of a block scalar are those that are further in than what holds it, all by as much as the first. */
  #blockExtent(headerEnd: number, parent: number, given: number | undefined): { indent: number; end: number } {
    const scanner = this.#scanner;
    let indent = given;
    let line = scanner.afterBreak(headerEnd);
    while (line < scanner.end) {
      let content = line;
      while (scanner.text.charCodeAt(content) === 32 && content < scanner.end) content++;
      const isEmpty = scanner.isBreakAt(content);
      if (!isEmpty && content - line < (indent ?? parent + 1)) break;
      if (!isEmpty) indent ??= content - line;
      line = scanner.afterBreak(scanner.lineEnd(content));
    }
    return { indent: indent ?? 0, end: Math.min(line, scanner.end) };
  }

  #noticeTab(): void {
    const scanner = this.#scanner;
    if (scanner.atEnd || !scanner.indentHasTab()) return;
    scanner.problem('Tabs are not allowed as indentation.', { start: scanner.line, end: scanner.position });
  }

  #noticeIndent(): void {
    const scanner = this.#scanner;
    const range = { start: scanner.position, end: scanner.lineEnd(scanner.position) };
    scanner.problem('This line is further in than the ones it belongs to.', range);
  }

  /** Below an item that is complete. */
  #skipIndented(column: number): void {
    this.#noticeIndent();
    this.#blockValue(column);
  }

  #skipList(): void {
    const scanner = this.#scanner;
    const range = { start: scanner.position, end: scanner.lineEnd(scanner.position) };
    scanner.problem('A list item stands where a key should be.', range);
    this.#list(scanner.column);
  }
}
