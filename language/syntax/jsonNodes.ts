import type { TextRange } from '../text.ts';
import type { ArrayNode, MemberNode, ObjectNode, StringNode, SyntaxNode } from './syntaxTree.ts';

/**
 * A part of a JSON text. There are very many and few are ever asked for their range, so it is made when they are, and
 * moves with the part. Each kind is a class of its own, with nothing inherited: a constructor that calls another one
 * takes half as long again.
 */
export interface JsonPart {
  /** To another place in the document, without what is inside. */
  move(by: number): void;
}

/** The range of a part that moves: whoever has it has it move too. */
export type MovableRange = { -readonly [Side in keyof TextRange]: TextRange[Side] };

export function moveRange(range: MovableRange, by: number): void {
  range.start += by;
  range.end += by;
}

export class JsonObject implements ObjectNode, JsonPart {
  readonly kind = 'object';
  readonly members: readonly MemberNode[];
  start: number;
  end: number;
  #range: MovableRange | undefined;

  constructor(members: readonly MemberNode[], start: number, end: number) {
    this.members = members;
    this.start = start;
    this.end = end;
    this.#range = undefined;
  }

  get range(): TextRange {
    this.#range ??= { start: this.start, end: this.end };
    return this.#range;
  }

  move(by: number): void {
    this.start += by;
    this.end += by;
    if (this.#range) moveRange(this.#range, by);
  }
}

export class JsonMember implements MemberNode, JsonPart {
  readonly key: StringNode;
  readonly value: SyntaxNode | undefined;
  start: number;
  end: number;
  #range: MovableRange | undefined;

  constructor(key: StringNode, value: SyntaxNode | undefined, start: number, end: number) {
    this.key = key;
    this.value = value;
    this.start = start;
    this.end = end;
    this.#range = undefined;
  }

  get range(): TextRange {
    this.#range ??= { start: this.start, end: this.end };
    return this.#range;
  }

  move(by: number): void {
    this.start += by;
    this.end += by;
    if (this.#range) moveRange(this.#range, by);
  }
}

export class JsonArray implements ArrayNode, JsonPart {
  readonly kind = 'array';
  readonly items: readonly SyntaxNode[];
  start: number;
  end: number;
  #range: MovableRange | undefined;

  constructor(items: readonly SyntaxNode[], start: number, end: number) {
    this.items = items;
    this.start = start;
    this.end = end;
    this.#range = undefined;
  }

  get range(): TextRange {
    this.#range ??= { start: this.start, end: this.end };
    return this.#range;
  }

  move(by: number): void {
    this.start += by;
    this.end += by;
    if (this.#range) moveRange(this.#range, by);
  }
}
