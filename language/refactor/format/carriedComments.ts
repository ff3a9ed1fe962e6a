import type { CommentText } from '../../syntax/syntaxTree.ts';
import { lineStart } from '../../syntax/writeValue.ts';

/**
 * Lines of a text that is written anew from a tree, with the comments and blank lines of the text that the tree was read
 * from at the same places. Offsets are of that text; whoever writes goes through the tree in its order.
 */
export class CommentCarrier {
  readonly #source: string;
  readonly #comments: readonly CommentText[];
  readonly #sign: '#' | '//';
  readonly #lines: string[] = [];
  #next = 0;
  /** Up to here the source has been written. */
  #done = 0;
  /** What the next line begins with, such as the dash of a list, and how far in that stands. */
  #prefix: { readonly text: string; readonly indent: number } | undefined;
  /** A comment can stand behind the last line, which no line of a block of text allows. */
  #isOpen = false;

  constructor(source: string, comments: readonly CommentText[], sign: '#' | '//') {
    this.#source = source;
    this.#comments = comments;
    this.#sign = sign;
  }

  /** Writes a line, `done` being the end of what it says in the source; a comment behind that follows it. */
  line(indent: number, text: string, done: number): void {
    this.#lines.push((this.#prefix?.text ?? ' '.repeat(indent)) + text);
    this.#prefix = undefined;
    this.#isOpen = true;
    this.#goTo(done);
    const comment = this.#comments[this.#next];
    if (comment && /^[ \t,:]*$/.test(this.#source.slice(this.#done, comment.range.start))) this.#append(comment);
  }

  /** Writes lines below the last one, as they are. */
  block(lines: readonly string[]): void {
    this.#lines.push(...lines);
    this.#isOpen = false;
  }

  /** Puts `text` before the next line, in the place of its indentation. */
  begin(indent: number, text: string): void {
    this.#prefix = { text: (this.#prefix?.text ?? ' '.repeat(indent)) + text, indent: this.#prefix?.indent ?? indent };
  }

  /** The comments that stand before an offset, each on a line of its own, and a blank line where there was one. */
  before(offset: number, indent: number): void {
    for (let next = this.#comments[this.#next]; next && next.range.start < offset; next = this.#comments[this.#next]) {
      this.#blankLine(next.range.start);
      this.#write(next, indent);
    }
    this.#blankLine(offset);
  }

  /** The comments right below what was written last that stand at least as far in as `column`. */
  below(column: number, indent: number): void {
    for (let next = this.#comments[this.#next]; next; next = this.#comments[this.#next]) {
      const { start } = next.range;
      if (start - lineStart(this.#source, start) < column || this.#source.slice(this.#done, start).trim() !== '')
        return;
      this.#blankLine(start);
      this.#write(next, indent);
    }
  }

  text(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  #blankLine(offset: number): void {
    const isFirst = this.#lines.length === 0 || this.#prefix !== undefined;
    if (!isFirst && /\n[ \t]*\r?\n/.test(this.#source.slice(this.#done, offset))) this.#lines.push('');
    this.#isOpen = false;
    this.#goTo(offset);
  }

  #append(comment: CommentText): void {
    const [only, ...more] = this.#written(comment);
    if (more.length > 0 || only === undefined || !this.#isOpen) return;
    this.#lines.push(`${this.#lines.pop()} ${only}`);
    this.#skip(comment);
  }

  #write(comment: CommentText, indent: number): void {
    const blanks = ' '.repeat(this.#prefix?.indent ?? indent);
    this.#lines.push(...this.#written(comment).map((line) => blanks + line));
    this.#skip(comment);
  }

  #skip({ range }: CommentText): void {
    this.#next++;
    this.#goTo(range.end);
  }

  #goTo(offset: number): void {
    let end = Math.min(offset, this.#comments[this.#next]?.range.start ?? offset);
    while (end > this.#done && /\s/.test(this.#source[end - 1] ?? '')) end--;
    this.#done = Math.max(this.#done, end);
  }

  /** A comment of any format in the signs of the other. */
  #written({ text }: CommentText): readonly string[] {
    const bare = text.startsWith('/*') ? text.slice(2).replace(/\*\/$/, '') : text.replace(/^(?:#|\/\/)/, '');
    const lines = text.startsWith('/*') ? bare.split(/\r?\n/).map((line) => line.replace(/^\s*\*?\s?/, ' ')) : [bare];
    const said = lines.map((line) => line.trimEnd()).filter((line) => line !== '' || lines.length === 1);
    return said.map((line) => this.#sign + line);
  }
}
