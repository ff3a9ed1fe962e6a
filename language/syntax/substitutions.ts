import { contains, type TextRange } from '../text.ts';
import { MappedText } from './mappedText.ts';
import type { StringNode, SyntaxNode } from './syntaxTree.ts';

/** A `${Name}` in a text. Indexes are of the text. */
export interface Placeholder {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** What a template puts in the place of a `${Name}`. */
export interface Substitution {
  /** A string, number or boolean; a hole where the value is known at deployment only. */
  readonly value: SyntaxNode;
  /** Where the template declares it, in the offsets of the template. */
  readonly range: TextRange;
}

/** The names that a definition may use as `${Name}`. */
export interface Substitutions {
  readonly values: ReadonlyMap<string, Substitution>;
  /** True when a name that is not among `values` stands for nothing. */
  readonly complete: boolean;
}

export const noSubstitutions: Substitutions = { values: new Map(), complete: false };

/** The placeholders of a text, whatever tool fills them in. `${!Name}` is how a template writes `${Name}` itself. */
export function placeholdersIn(text: string): readonly Placeholder[] {
  if (!text.includes('${')) return [];
  return [...text.matchAll(/\$\{([^{}!][^{}]*)\}/g)].map((match) => ({
    name: (match[1] ?? '').trim(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Whether any part of the text is filled in later, so that nothing certain can be said about the whole. */
export function hasPlaceholder(text: string): boolean {
  return placeholdersIn(text).length > 0;
}

/** Whether the text is one placeholder and nothing else: it may become a value of any type. */
export function isPlaceholder(text: string): boolean {
  const [first] = placeholdersIn(text);
  return first !== undefined && first.start === 0 && first.end === text.length;
}

/** One use of a placeholder in a definition. */
export interface PlaceholderUse {
  readonly name: string;
  readonly range: TextRange;
}

/** Every placeholder of a definition: in strings, in keys, and bare. */
export function placeholderUses(root: SyntaxNode | undefined): readonly PlaceholderUse[] {
  const uses: PlaceholderUse[] = [];
  if (root) collectUses(root, uses);
  return uses;
}

function collectUses(node: SyntaxNode, uses: PlaceholderUse[]): void {
  if (node.kind === 'object') {
    for (const { key, value } of node.members) {
      collectUses(key, uses);
      if (value) collectUses(value, uses);
    }
  } else if (node.kind === 'array') {
    for (const item of node.items) collectUses(item, uses);
  } else if (node.kind === 'string') {
    for (const { name, start, end } of placeholdersIn(node.value)) {
      uses.push({ name, range: { start: node.offsetOf(start), end: node.offsetOf(end) } });
    }
  } else if (node.kind === 'hole') {
    for (const { name } of placeholdersIn(node.text)) uses.push({ name, range: node.range });
  }
}

/** The placeholder at an offset of the document, for hover and the like. */
export function placeholderAt(root: SyntaxNode | undefined, offset: number): PlaceholderUse | undefined {
  let node = root;
  for (let inner = node; inner; inner = partAt(inner, offset)) node = inner;
  return placeholderUses(node).find(({ range }) => contains(range, offset));
}

/** The member's key or value, or the element, around an offset. */
function partAt(node: SyntaxNode, offset: number): SyntaxNode | undefined {
  if (node.kind === 'array') return node.items.find(({ range }) => contains(range, offset));
  if (node.kind !== 'object') return undefined;
  const member = node.members.find(({ range }) => contains(range, offset));
  return member && (contains(member.key.range, offset) ? member.key : member.value);
}

/** The tree with every known value in the place of its placeholder; ranges stay those of the placeholders. */
export function substitute(node: SyntaxNode, substitutions: Substitutions): SyntaxNode {
  if (substitutions.values.size === 0) return node;
  switch (node.kind) {
    case 'object':
      return {
        kind: 'object',
        range: node.range,
        members: node.members.map((member) => ({
          range: member.range,
          key: substituteString(member.key, substitutions),
          value: member.value && substitute(member.value, substitutions),
        })),
      };
    case 'array':
      return { kind: 'array', range: node.range, items: node.items.map((item) => substitute(item, substitutions)) };
    case 'string':
      return substituteString(node, substitutions);
    case 'hole':
      return substituteHole(node, substitutions);
    default:
      return node;
  }
}

/** A bare placeholder becomes the number or boolean that its value spells; any other text would be no value there. */
function substituteHole(node: SyntaxNode & { kind: 'hole' }, { values }: Substitutions): SyntaxNode {
  const [placeholder] = isPlaceholder(node.text) ? placeholdersIn(node.text) : [];
  const text = placeholder && textOf(values.get(placeholder.name));
  if (text === 'true' || text === 'false') return { kind: 'boolean', value: text === 'true', range: node.range };
  if (text && /^-?\d+(\.\d+)?$/.test(text)) return { kind: 'number', value: Number(text), text, range: node.range };
  return node;
}

/** A string that is one placeholder for a number or boolean stays as it is: what becomes of it the tools disagree on. */
function substituteString(node: StringNode, { values }: Substitutions): StringNode {
  const placeholders = placeholdersIn(node.value).filter(({ name }) => textOf(values.get(name)) !== undefined);
  if (placeholders.length === 0) return node;
  if (
    isPlaceholder(node.value) &&
    /^(?:-?[\d.]+|true|false)$/.test(textOf(values.get(placeholders[0]?.name ?? '')) ?? '')
  ) {
    return node;
  }
  const mapped = new MappedText();
  let at = 0;
  for (const { name, start, end } of placeholders) {
    addPart(mapped, node, at, start);
    mapped.addInsteadOf(textOf(values.get(name)) ?? '', { start: node.offsetOf(start), end: node.offsetOf(end) });
    at = end;
  }
  addPart(mapped, node, at, node.value.length);
  return mapped.toNode(node.range);
}

function addPart(mapped: MappedText, node: StringNode, start: number, end: number): void {
  mapped.add(node.value.slice(start, end), (index) => node.offsetOf(start + index));
}

/** The text that stands for a placeholder; undefined while it is not known, or has placeholders itself. */
export function textOf(substitution: Substitution | undefined): string | undefined {
  const value = substitution?.value;
  switch (value?.kind) {
    case 'string':
      return hasPlaceholder(value.value) ? undefined : value.value;
    case 'number':
      return value.text;
    case 'boolean':
      return String(value.value);
    default:
      return undefined;
  }
}
