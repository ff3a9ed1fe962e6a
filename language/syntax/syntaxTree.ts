import type { Json } from '../json.ts';
import { isArray } from '../json.ts';
import type { TextRange } from '../text.ts';

/**
 * One tree for JSON, YAML and definitions embedded in templates. Every range is in the offsets of the
 * original document, and anything may be missing: a member whose value was not typed yet has none.
 */
export type SyntaxNode = ObjectNode | ArrayNode | StringNode | NumberNode | BooleanNode | NullNode | HoleNode;

interface NodeBase {
  /** The value as written, quotes and brackets included. */
  readonly range: TextRange;
}

export interface ObjectNode extends NodeBase {
  readonly kind: 'object';
  /** In document order, duplicates included. */
  readonly members: readonly MemberNode[];
}

export interface MemberNode extends NodeBase {
  readonly key: StringNode;
  readonly value: SyntaxNode | undefined;
}

export interface ArrayNode extends NodeBase {
  readonly kind: 'array';
  readonly items: readonly SyntaxNode[];
}

export interface StringNode extends NodeBase {
  readonly kind: 'string';
  readonly value: string;
  /**
   * The document offset of the character at `index` of `value` (`value.length` gives the end), through
   * escapes, block scalars and JSON inside YAML. `index` is in UTF-16 units.
   */
  offsetOf(index: number): number;
}

export interface NumberNode extends NodeBase {
  readonly kind: 'number';
  readonly value: number;
  readonly text: string;
  /** In YAML, where a name such as `404` needs no quotes: the same as a string. */
  readonly asString?: StringNode;
}

export interface BooleanNode extends NodeBase {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface NullNode extends NodeBase {
  readonly kind: 'null';
}

/** A value that a template or a tool fills in before AWS sees it: a bare `${Name}`, `!Ref Name`, `Fn::GetAtt`. */
export interface HoleNode extends NodeBase {
  readonly kind: 'hole';
  /** The placeholder as written, such as `${WaitSeconds}`. */
  readonly text: string;
}

/** Something wrong with the text itself, found while parsing. */
export interface SyntaxProblem {
  readonly message: string;
  readonly range: TextRange;
  readonly severity: 'error' | 'warning';
  /** The finding's code, where it is not simply that the text cannot be read. */
  readonly code?: string;
}

/** A comment of JSON or YAML, with the signs that make it one. */
export interface CommentText {
  readonly text: string;
  readonly range: TextRange;
}

export interface ParsedText {
  /** Undefined for a document without any value. */
  readonly root: SyntaxNode | undefined;
  readonly problems: readonly SyntaxProblem[];
  /** In document order; absent when there are none. */
  readonly comments?: readonly CommentText[];
}

/** The first member named `key`; later duplicates are found by walking `members`. */
export function memberOf(node: SyntaxNode | undefined, key: string): MemberNode | undefined {
  if (node?.kind !== 'object') return undefined;
  for (const member of node.members) if (member.key.value === key) return member;
  return undefined;
}

/** The part of `node` that holds characters `start` to `end` of its value. */
export function rangeWithin(node: StringNode, start: number, end: number): TextRange {
  return { start: node.offsetOf(start), end: node.offsetOf(end) };
}

/** The JSON value of a tree; a missing value reads as null and a hole as its text. */
export function toJson(node: SyntaxNode | undefined): Json {
  if (node === undefined) return null;
  switch (node.kind) {
    case 'null':
      return null;
    case 'object':
      return Object.fromEntries(node.members.map((member) => [member.key.value, toJson(member.value)]));
    case 'array':
      return node.items.map(toJson);
    case 'hole':
      return node.text;
    default:
      return node.value;
  }
}

/** The tree of a value that was never text; every range is empty. For definitions that come as JSON values. */
export function fromJson(value: Json): SyntaxNode {
  const range = { start: 0, end: 0 };
  if (value === null) return { kind: 'null', range };
  if (isArray(value)) return { kind: 'array', items: value.map(fromJson), range };
  switch (typeof value) {
    case 'string':
      return { kind: 'string', value, range, offsetOf: () => 0 };
    case 'number':
      return { kind: 'number', value, text: String(value), range };
    case 'boolean':
      return { kind: 'boolean', value, range };
    default:
      return {
        kind: 'object',
        range,
        members: Object.entries(value).map(([key, item]) => ({
          key: { kind: 'string', value: key, range, offsetOf: () => 0 },
          value: fromJson(item),
          range,
        })),
      };
  }
}
