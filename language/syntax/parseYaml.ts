import {
  type Alias,
  isAlias,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { TextRange } from '../text.ts';
import { fillFunction, functionOfTag } from './cloudFormation.ts';
import type {
  ArrayNode,
  MemberNode,
  ObjectNode,
  ParsedText,
  StringNode,
  SyntaxNode,
  SyntaxProblem,
} from './syntaxTree.ts';
import { readYamlDocument } from './yamlDocument.ts';
import { blockString, flowString, plainNode } from './yamlScalars.ts';

/** More values than this do not come out of aliases: a definition has at most 1 MB with its aliases written out. */
const maximumExpansion = 200_000;
/** As deep as AWS's own reader goes. */
const maximumDepth = 1_000;

/**
 * Reads YAML 1.2 into the tree that JSON has. A tag of CloudFormation becomes what a definition sees of it
 * (`holes`), or the object of its long form (`objects`), for reading templates. Only the first document counts.
 */
export function parseYaml(text: string, tags: 'holes' | 'objects' = 'holes'): ParsedText {
  const { root, problems } = readYamlDocument(text);
  return new TreeBuilder(text, tags, problems).build(root);
}

interface Anchor {
  readonly node: SyntaxNode;
  /** How many values an alias of it stands for. */
  readonly size: number;
}

class TreeBuilder {
  readonly #text: string;
  readonly #tags: 'holes' | 'objects';
  readonly #problems: SyntaxProblem[];
  /** By name; `open` while the anchor's own value is being read. */
  readonly #anchors = new Map<string, Anchor | 'open'>();
  #size = 0;
  #expansion = 0;
  #depth = 0;

  constructor(text: string, tags: 'holes' | 'objects', problems: readonly SyntaxProblem[]) {
    this.#text = text;
    this.#tags = tags;
    this.#problems = [...problems];
  }

  build(root: Node | undefined): ParsedText {
    return { root: root && this.#node(root), problems: this.#problems };
  }

  #node(node: Node): SyntaxNode {
    if (isAlias(node)) return this.#alias(node);
    const { anchor } = node as Scalar;
    const before = this.#size++;
    if (anchor) this.#anchors.set(anchor, 'open');
    const result = node.tag ? this.#tagged(node, node.tag) : this.#untagged(node);
    if (anchor) this.#anchors.set(anchor, { node: result, size: this.#size - before });
    return result;
  }

  /** The value of the anchor, standing where the alias stands. */
  #alias(alias: Alias): SyntaxNode {
    const range = rangeOf(alias);
    const anchor = this.#anchors.get(alias.source);
    if (anchor === 'open') return this.#refuse(`The alias *${alias.source} stands inside its own anchor.`, range);
    if (!anchor) return this.#refuse(`No anchor &${alias.source} stands before this alias.`, range);
    if (this.#expansion + anchor.size > maximumExpansion) {
      return this.#refuse('The aliases of this document stand for too many values.', range);
    }
    this.#size += anchor.size;
    this.#expansion += anchor.size;
    return { ...anchor.node, range };
  }

  #refuse(message: string, range: TextRange, severity: 'error' | 'warning' = 'error'): SyntaxNode {
    this.#problems.push({ message, range, severity });
    return { kind: 'hole', text: this.#text.slice(range.start, range.end), range };
  }

  #tagged(node: Node, tag: string): SyntaxNode {
    if (isScalar(node) && (tag === '!' || tag === 'tag:yaml.org,2002:str')) return this.#string(node);
    const value = this.#untagged(node);
    if (tag === '!' || tag.startsWith('tag:yaml.org,2002:')) return value;
    const tagRange = this.#rangeOfTag(tag, value.range.start);
    const range = { start: tagRange.start, end: value.range.end };
    const name = functionOfTag(tag);
    if (!name) return this.#refuse(`The tag ${tag} is unknown here.`, range, 'warning');
    const key: StringNode = { kind: 'string', value: name, range: tagRange, offsetOf: () => tagRange.start };
    const call: ObjectNode = { kind: 'object', members: [{ key, value, range }], range };
    return this.#tags === 'objects' ? call : fillFunction(call, { name, argument: value });
  }

  #rangeOfTag(tag: string, valueStart: number): TextRange {
    const start = this.#text.lastIndexOf(tag, valueStart);
    return start < 0 ? { start: valueStart, end: valueStart } : { start, end: start + tag.length };
  }

  #untagged(node: Node): SyntaxNode {
    if (isScalar(node)) {
      const string = this.#string(node);
      return this.#isPlain(node) ? plainNode(string) : string;
    }
    if (this.#depth === maximumDepth) return this.#refuse('This is nested too deeply.', rangeOf(node));
    this.#depth++;
    const collection = isSeq(node) ? this.#array(node as YAMLSeq<Node>) : this.#object(node as YAMLMap<Node, Node>);
    this.#depth--;
    return collection;
  }

  #isPlain(scalar: Scalar): boolean {
    const { start } = rangeOf(scalar);
    const first = this.#text.charAt(start);
    return first !== '"' && first !== "'" && !isBlock(scalar);
  }

  #string(scalar: Scalar): StringNode {
    const range = rangeOf(scalar);
    return isBlock(scalar) ? blockString(this.#text, range, this.#indentOf(scalar)) : flowString(this.#text, range);
  }

  /** The columns before each line of a block scalar: those its first line has in the text beyond those in its value. */
  #indentOf(scalar: Scalar): number {
    const { start, end } = rangeOf(scalar);
    const written = /[\r\n]( *)[^ \r\n]/.exec(this.#text.slice(start, end));
    const meant = /(?:^|[\r\n])( *)[^ \r\n]/.exec(scalar.source ?? '');
    return Math.max(0, (written?.[1]?.length ?? 0) - (meant?.[1]?.length ?? 0));
  }

  #array(seq: YAMLSeq<Node>): ArrayNode {
    const items = seq.items.map((item) => this.#node(item));
    return { kind: 'array', items, range: collectionRange(seq, items.at(-1)?.range) };
  }

  #object(map: YAMLMap<Node, Node>): ObjectNode {
    const own = map.items.map((pair) => this.#member(pair));
    const members = own.some(isMerge) ? this.#merged(own) : own;
    return { kind: 'object', members, range: collectionRange(map, own.at(-1)?.range) };
  }

  #member({ key, value }: Pair<Node, Node | null>): MemberNode {
    const name = this.#key(key);
    const node = value ? this.#node(value) : undefined;
    return { key: name, value: node, range: { start: name.range.start, end: node?.range.end ?? name.range.end } };
  }

  /** Keys are strings, however they look: `404` and `true` name states like any other word. */
  #key(node: Node): StringNode {
    if (isScalar(node) && !node.anchor) return this.#string(node);
    const key = this.#node(node);
    if (isScalar(node)) return this.#string(node);
    if (key.kind === 'string') return key;
    this.#problems.push({ message: 'A key must be a string.', range: key.range, severity: 'error' });
    return flowString(this.#text, key.range);
  }

  /** `<<` brings the members of the objects it names in its place, except those that stand here themselves. */
  #merged(own: readonly MemberNode[]): MemberNode[] {
    const taken = new Set(own.filter((member) => !isMerge(member)).map((member) => member.key.value));
    return own.flatMap((member) => {
      if (!isMerge(member)) return member;
      const sources = member.value?.kind === 'array' ? member.value.items : [member.value];
      return sources.flatMap((source) => {
        if (source?.kind === 'object')
          return source.members.filter(({ key }) => !taken.has(key.value) && taken.add(key.value));
        this.#refuse('Only objects can be merged into an object.', source?.range ?? member.range);
        return [];
      });
    });
  }
}

function isMerge({ key }: MemberNode): boolean {
  return key.value === '<<' && key.range.end - key.range.start === 2;
}

function isBlock(scalar: Scalar): boolean {
  return scalar.type === 'BLOCK_LITERAL' || scalar.type === 'BLOCK_FOLDED';
}

function rangeOf(node: Node): TextRange {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}

/** A block collection ends with its last value, a flow collection with its bracket. */
function collectionRange(node: YAMLMap | YAMLSeq, last: TextRange | undefined): TextRange {
  const range = rangeOf(node);
  return node.flow ? range : { start: range.start, end: Math.max(last?.end ?? range.end, range.start) };
}
