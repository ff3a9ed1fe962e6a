import type { TextRange } from '../text.ts';
import type { ArrayNode, MemberNode, ObjectNode, StringNode, SyntaxNode } from './syntaxTree.ts';

/**
 * A part of a JSON text. There are very many and few are ever asked for their range, so it is made when they are. It
 * moves with the part.
 */
export class JsonPart {
  start: number;
  end: number;
  #range: { start: number; end: number } | undefined;

  constructor(start: number, end: number) {
    this.start = start;
    this.end = end;
    this.#range = undefined;
  }

  get range(): TextRange {
    this.#range ??= { start: this.start, end: this.end };
    return this.#range;
  }

  /** To another place in the document, without what is inside. */
  move(by: number): void {
    this.start += by;
    this.end += by;
    if (this.#range === undefined) return;
    this.#range.start += by;
    this.#range.end += by;
  }
}

export class JsonObject extends JsonPart implements ObjectNode {
  readonly kind = 'object';
  readonly members: readonly MemberNode[];

  constructor(members: readonly MemberNode[], start: number, end: number) {
    super(start, end);
    this.members = members;
  }
}

export class JsonMember extends JsonPart implements MemberNode {
  readonly key: StringNode;
  readonly value: SyntaxNode | undefined;

  constructor(key: StringNode, value: SyntaxNode | undefined, start: number, end: number) {
    super(start, end);
    this.key = key;
    this.value = value;
  }
}

export class JsonArray extends JsonPart implements ArrayNode {
  readonly kind = 'array';
  readonly items: readonly SyntaxNode[];

  constructor(items: readonly SyntaxNode[], start: number, end: number) {
    super(start, end);
    this.items = items;
  }
}
