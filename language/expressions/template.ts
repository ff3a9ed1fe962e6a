import type { Json } from '../json.ts';
import type { Broken, QueryLanguage } from '../model/stateMachine.ts';
import { hasPlaceholder } from '../syntax/substitutions.ts';
import type { ArrayNode, MemberNode, ObjectNode, StringNode, SyntaxNode } from '../syntax/syntaxTree.ts';
import { toJson } from '../syntax/syntaxTree.ts';
import type { TextRange } from '../text.ts';
import { inHashOrder } from './encoding/javaHashMap.ts';
import type { IntrinsicCall } from './intrinsics.ts';
import { isJsonata, type JsonataExpression, jsonataIn } from './jsonata.ts';
import type { Path } from './jsonPath.ts';
import { parseIntrinsic } from './parseIntrinsic.ts';
import { parsePath } from './parsePath.ts';

/** A payload template, or a JSONata value: JSON in which some values are computed. */
export type Template =
  | { readonly kind: 'constant'; readonly value: Json; readonly range: TextRange }
  | { readonly kind: 'object'; readonly members: readonly TemplateMember[]; readonly range: TextRange }
  | { readonly kind: 'array'; readonly items: readonly Template[]; readonly range: TextRange }
  | TemplatePath
  | TemplateCall
  | TemplateExpression
  | Broken;

export interface TemplatePath {
  readonly kind: 'path';
  /** The key as written, with its `.$`. */
  readonly field: string;
  readonly path: Path;
  /** The string that holds the path. */
  readonly node: StringNode;
  readonly range: TextRange;
}

export interface TemplateCall {
  readonly kind: 'intrinsic';
  /** The key as written, with its `.$`. */
  readonly field: string;
  readonly call: IntrinsicCall;
  /** The string that holds the call. */
  readonly node: StringNode;
  readonly range: TextRange;
}

export interface TemplateExpression {
  readonly kind: 'jsonata';
  /** AWS's name for the place: `Output/a/b[0]`. */
  readonly location: string;
  readonly expression: JsonataExpression;
  /** The string that holds the expression with its delimiters. */
  readonly node: StringNode;
  readonly range: TextRange;
}

export interface TemplateMember {
  /** Without `.$`. Two members may end up with the same key; the later one wins. */
  readonly key: string;
  readonly keyRange: TextRange;
  readonly value: Template;
}

/**
 * Reads the template of a field. In JSONPath only members whose key ends in `.$` are computed; in JSONata every
 * string that is an expression, at any depth. `location` is AWS's name for the field, such as `Output`. What is inside
 * is read when somebody asks, as an editor does not at most keys.
 */
export function readTemplate(node: SyntaxNode, language: QueryLanguage, location: string): Template {
  if (!isComputed(node, language)) return new ConstantTemplate(node);
  switch (node.kind) {
    case 'object':
      return new ObjectTemplate(node, language, location);
    case 'array':
      return new ArrayTemplate(node, language, location);
    case 'string':
      return readString(node, location);
    default:
      return new ConstantTemplate(node);
  }
}

function isComputed(node: SyntaxNode, language: QueryLanguage): boolean {
  switch (node.kind) {
    case 'object':
      for (const { key, value } of node.members) {
        if (language === 'JSONPath' && key.value.endsWith('.$')) return true;
        if (value !== undefined && isComputed(value, language)) return true;
      }
      return false;
    case 'array':
      for (const item of node.items) if (isComputed(item, language)) return true;
      return false;
    case 'string':
      return language === 'JSONata' && isJsonata(node.value);
    default:
      return false;
  }
}

class ConstantTemplate {
  readonly kind = 'constant';
  readonly #node: SyntaxNode;
  #value: Json | undefined;

  constructor(node: SyntaxNode) {
    this.#node = node;
    this.#value = undefined;
  }

  get range(): TextRange {
    return this.#node.range;
  }

  get value(): Json {
    this.#value ??= toJson(this.#node);
    return this.#value;
  }
}

class ObjectTemplate {
  readonly kind = 'object';
  readonly #node: ObjectNode;
  readonly #language: QueryLanguage;
  readonly #location: string;
  #members: readonly TemplateMember[] | undefined;

  constructor(node: ObjectNode, language: QueryLanguage, location: string) {
    this.#node = node;
    this.#language = language;
    this.#location = location;
    this.#members = undefined;
  }

  get range(): TextRange {
    return this.#node.range;
  }

  get members(): readonly TemplateMember[] {
    this.#members ??= readMembers(this.#node, this.#language, this.#location);
    return this.#members;
  }
}

class ArrayTemplate {
  readonly kind = 'array';
  readonly #node: ArrayNode;
  readonly #language: QueryLanguage;
  readonly #location: string;
  #items: readonly Template[] | undefined;

  constructor(node: ArrayNode, language: QueryLanguage, location: string) {
    this.#node = node;
    this.#language = language;
    this.#location = location;
    this.#items = undefined;
  }

  get range(): TextRange {
    return this.#node.range;
  }

  get items(): readonly Template[] {
    this.#items ??= this.#node.items.map((item, at) => readTemplate(item, this.#language, `${this.#location}[${at}]`));
    return this.#items;
  }
}

function readString(node: StringNode, location: string): Template {
  const expression = jsonataIn(node.value);
  return expression ? { kind: 'jsonata', location, expression, node, range: node.range } : new ConstantTemplate(node);
}

function readMembers(node: ObjectNode, language: QueryLanguage, location: string): readonly TemplateMember[] {
  const constants: TemplateMember[] = [];
  const computed: TemplateMember[] = [];
  for (const member of node.members) {
    const { value: key, range: keyRange } = member.key;
    if (language === 'JSONPath' && key.endsWith('.$')) {
      computed.push({ key: key.slice(0, -2), keyRange, value: readComputed(member) });
    } else {
      const value: Template = member.value
        ? readTemplate(member.value, language, `${location}/${key}`)
        : { kind: 'constant', value: null, range: member.range };
      constants.push({ key, keyRange, value });
    }
  }
  // AWS writes the constant members of a payload template first, then the computed ones as they lie in a HashMap.
  return [...constants, ...inHashOrder(computed, ({ key }) => key)];
}

function readComputed(member: MemberNode): Template {
  const { value: node, key } = member;
  const field = key.value;
  if (node?.kind === 'hole') return new ConstantTemplate(node);
  if (node?.kind === 'string') {
    const { range } = node;
    if (node.value.startsWith('$')) {
      const path = parsePath(node.value);
      if (path.kind === 'path') return { kind: 'path', field, path, node, range };
    } else {
      const call = parseIntrinsic(node.value);
      if (call.kind === 'call') return { kind: 'intrinsic', field, call, node, range };
    }
  }
  // A placeholder may become a path or a call when a template is filled in.
  if (node?.kind === 'string' && hasPlaceholder(node.value)) return new ConstantTemplate(node);
  const reason = `The value for the field '${field}' must be a valid JSONPath or a valid intrinsic function call`;
  return { kind: 'broken', reason, range: (node ?? member).range };
}

/** Visits the template and everything in it, in document order but for the order of members. */
export function walkTemplate(template: Template, visit: (part: Template) => void): void {
  visit(template);
  if (template.kind === 'object') for (const { value } of template.members) walkTemplate(value, visit);
  else if (template.kind === 'array') for (const item of template.items) walkTemplate(item, visit);
}
