import type { TextRange } from '../text.ts';
import { moveNode } from './moveNode.ts';
import type { MemberNode, ObjectNode, ParsedText, SyntaxNode } from './syntaxTree.ts';

/** A text that was read before. Reading a later text may use its tree up: the nodes that stay move to where they stand then. */
export interface EarlierText extends ParsedText {
  readonly text: string;
}

/** With more problems than these a text is read afresh: too little of it would be without any. */
const mostProblems = 100;

/**
 * What an edit left alone of the tree of an earlier text. A member that holds an object or a list, was read without any
 * problem and that the edit does not touch reads the same wherever it stands at the same depth: it is taken over whole.
 */
export class Untouched {
  readonly root: SyntaxNode | undefined;
  readonly #earlier: string;
  readonly #problems: readonly TextRange[];
  /** The edit: characters `start` to `oldEnd` of the earlier text became `start` to `newEnd`. */
  readonly #start: number;
  readonly #oldEnd: number;
  readonly #newEnd: number;
  readonly #moving: MemberNode[] = [];

  constructor({ text: earlier, root, problems }: EarlierText, text: string) {
    this.root = problems.length > mostProblems ? undefined : root;
    this.#earlier = earlier;
    this.#problems = problems.map(({ range }) => range);
    this.#start = sameStart(earlier, text);
    const end = sameEnd(earlier, text, this.#start);
    this.#oldEnd = earlier.length - end;
    this.#newEnd = text.length - end;
  }

  /** The one of some nodes in the order of the document that began at what is now `position`. */
  at<Node extends { readonly range: TextRange }>(nodes: readonly Node[], position: number): Node | undefined {
    const index = this.#indexAt(nodes, position);
    return index === undefined ? undefined : nodes[index];
  }

  /** The member of an object that is at `position` now, if it can stay as it is; `end` is where it ends now. */
  take({ members }: ObjectNode, position: number): { readonly member: MemberNode; readonly end: number } | undefined {
    const index = this.#indexAt(members, position);
    const member = index === undefined ? undefined : members[index];
    if (index === undefined || (member?.value?.kind !== 'object' && member?.value?.kind !== 'array')) return undefined;
    const { start, end } = member.range;
    const isBefore = end < this.#start;
    if (!isBefore && start < this.#oldEnd) return undefined;
    if (this.#hasProblem(start, end)) return undefined;
    if (isBefore) return { member, end };
    this.#moving.push(member);
    return { member, end: end + this.#newEnd - this.#oldEnd };
  }

  /** To be called when all has been read: what was taken over moves to its new place. */
  settle(): void {
    const by = this.#newEnd - this.#oldEnd;
    if (by === 0) return;
    for (const member of this.#moving) moveNode(member, by);
  }

  /** A bracket that is missing is said to be at the next sign. */
  #hasProblem(start: number, end: number): boolean {
    if (this.#problems.length === 0) return false;
    let next = end;
    while (this.#earlier.charCodeAt(next) <= 32) next++;
    return this.#problems.some((problem) => start <= problem.end && problem.start <= next);
  }

  #indexAt(nodes: readonly { readonly range: TextRange }[], position: number): number | undefined {
    if (position >= this.#start && position < this.#newEnd) return undefined;
    const wanted = position < this.#start ? position : position + this.#oldEnd - this.#newEnd;
    let low = 0;
    let high = nodes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((nodes[middle]?.range.start ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return nodes[low]?.range.start === wanted ? low : undefined;
  }
}

/** Texts are compared in pieces first, which costs next to nothing. */
const piece = 4096;

/** How many characters two texts have in common at their start. */
function sameStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at + piece <= most && one.slice(at, at + piece) === other.slice(at, at + piece)) at += piece;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}

/** How many characters two texts have in common at their end, leaving out the first `start`. */
function sameEnd(one: string, other: string, start: number): number {
  const most = Math.min(one.length, other.length) - start;
  const isSame = (at: number, length: number) =>
    one.slice(one.length - at - length, one.length - at) === other.slice(other.length - at - length, other.length - at);
  let at = 0;
  while (at + piece <= most && isSame(at, piece)) at += piece;
  while (at < most && isSame(at, 1)) at++;
  return at;
}
