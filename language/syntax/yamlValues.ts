import type { TextRange } from '../text.ts';
import { fillFunction, functionOfTag } from './cloudFormation.ts';
import type { MemberNode, ObjectNode, StringNode, SyntaxNode } from './syntaxTree.ts';
import { plainNode } from './yamlScalars.ts';
import type { YamlScanner } from './yamlScanner.ts';

/** More values than this do not come out of aliases: a definition has at most 1 MB with its aliases written out. */
const maximumExpansion = 200_000;

/** What stands before a value: `&name` and `!tag`. */
export interface Properties {
  readonly anchor: string | undefined;
  readonly tag: { readonly text: string; readonly range: TextRange } | undefined;
}

interface Anchor {
  readonly node: SyntaxNode;
  /** How many values an alias of it stands for. */
  readonly size: number;
}

/** Gives values their tags and anchors, and finds what aliases and merge keys stand for. */
export class YamlValues {
  readonly #scanner: YamlScanner;
  readonly #tags: 'holes' | 'objects';
  /** By name; `open` while the anchor's own value is being read. */
  readonly #anchors = new Map<string, Anchor | 'open'>();
  #size = 0;
  #expansion = 0;

  constructor(scanner: YamlScanner, tags: 'holes' | 'objects') {
    this.#scanner = scanner;
    this.#tags = tags;
  }

  /** To be called before the value of these properties is read; the answer is for `finish`. */
  begin({ anchor }: Properties): number {
    if (anchor !== undefined) this.#anchors.set(anchor, 'open');
    return this.#size++;
  }

  /** The value that was read, as its properties want it. */
  finish(begun: number, { anchor, tag }: Properties, value: SyntaxNode): SyntaxNode {
    const node = tag ? this.#tagged(value, tag) : value;
    if (anchor !== undefined) this.#anchors.set(anchor, { node, size: this.#size - begun });
    return node;
  }

  /** The value of the anchor, standing where the alias stands. */
  alias(name: string, range: TextRange): SyntaxNode {
    const anchor = this.#anchors.get(name);
    if (anchor === 'open') return this.#refuse(`The alias *${name} stands inside its own anchor.`, range);
    if (!anchor) return this.#refuse(`No anchor &${name} stands before this alias.`, range);
    if (this.#expansion + anchor.size > maximumExpansion) {
      return this.#refuse('The aliases of this document stand for too many values.', range);
    }
    this.#size += anchor.size;
    this.#expansion += anchor.size;
    const { node } = anchor;
    if (node.kind !== 'string') return { ...node, range };
    return { kind: 'string', value: node.value, range, offsetOf: (index) => node.offsetOf(index) };
  }

  /** `<<` brings the members of the objects it names in its place, except those that stand here themselves. */
  merge(own: readonly MemberNode[]): readonly MemberNode[] {
    if (!own.some(isMerge)) return own;
    const taken = new Set(own.filter((member) => !isMerge(member)).map((member) => member.key.value));
    return own.flatMap((member) => {
      if (!isMerge(member)) return member;
      const sources = member.value?.kind === 'array' ? member.value.items : [member.value];
      return sources.flatMap((source) => {
        if (source?.kind === 'object') {
          return source.members.filter(({ key }) => !taken.has(key.value) && taken.add(key.value));
        }
        this.#scanner.problem('Only objects can be merged into an object.', source?.range ?? member.range);
        return [];
      });
    });
  }

  #tagged(value: SyntaxNode, { text, range: tagRange }: { text: string; range: TextRange }): SyntaxNode {
    if (text === '!' || text.startsWith('!!') || text.includes('tag:yaml.org')) return value;
    const range = { start: tagRange.start, end: Math.max(value.range.end, tagRange.end) };
    const name = functionOfTag(text);
    if (name === undefined) return this.#refuse(`The tag ${text} is unknown here.`, range, 'warning');
    const key: StringNode = { kind: 'string', value: name, range: tagRange, offsetOf: () => tagRange.start };
    const call: ObjectNode = { kind: 'object', members: [{ key, value, range }], range };
    return this.#tags === 'objects' ? call : fillFunction(call, { name, argument: value });
  }

  #refuse(message: string, range: TextRange, severity: 'error' | 'warning' = 'error'): SyntaxNode {
    this.#scanner.problem(message, range, severity);
    return { kind: 'hole', text: this.#scanner.text.slice(range.start, range.end), range };
  }
}

/** An unquoted scalar is what it looks like, unless its tag says that it is a string. */
export function plainValue(string: StringNode, { tag }: Properties): SyntaxNode {
  const isString = tag?.text === '!' || tag?.text === '!!str' || tag?.text === '!<tag:yaml.org,2002:str>';
  return isString ? string : plainNode(string);
}

function isMerge({ key }: MemberNode): boolean {
  return key.value === '<<' && key.range.end - key.range.start === 2;
}
