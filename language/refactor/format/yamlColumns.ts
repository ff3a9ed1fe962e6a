import type { TextEdit, TextRange } from '../../text.ts';

/** One line of a text in YAML. */
export interface YamlLine {
  readonly start: number;
  /** Without the line break. */
  readonly end: number;
  readonly text: string;
  /** The text or collection in brackets that began on a line above and goes on here. */
  readonly whole: TextRange | undefined;
}

/** A line with the edits that put it in its column. */
interface MovedLine {
  readonly line: YamlLine;
  readonly edits: readonly TextEdit[];
}

/** A mapping or list that is open, with the column that it has and the one that it gets. */
interface Level {
  readonly kind: 'keys' | 'dashes';
  readonly from: number;
  readonly to: number;
}

const step = 2;

/** The edits of each line that indent every block by two; none where a text has what only a reader can follow. */
export function columnsOf(lines: readonly YamlLine[], text: string): readonly MovedLine[] {
  const isPlain = lines.every(
    (line, at) =>
      line.whole !== undefined ||
      !/^(?:---|\.\.\.|%|\s*\?\s|[ ]*\t)/.test(line.text) ||
      (at === 0 && line.text === '---'),
  );
  if (!isPlain) return [];
  const columns = new Columns();
  const moved: MovedLine[] = [];
  const comments: YamlLine[] = [];
  for (const line of lines) {
    const kind = kindOf(line);
    if (kind === 'comment') comments.push(line);
    else if (kind === 'whole' && line.whole)
      moved.push({ line, edits: shift(line, columns.shiftAt(line.whole.start)) });
    else if (kind === 'content') {
      const above = columns.copy();
      const edits = columns.place(line);
      for (const comment of comments.splice(0)) moved.push({ line: comment, edits: align(comment, above, columns) });
      moved.push({ line, edits });
    }
  }
  for (const comment of comments) moved.push({ line: comment, edits: align(comment, columns, undefined) });
  return text === '' ? [] : moved;
}

function kindOf({ text, whole }: YamlLine): 'comment' | 'whole' | 'content' | 'empty' {
  if (text.trim() === '') return 'empty';
  if (whole) return 'whole';
  if (text.trimStart().startsWith('#')) return 'comment';
  return text === '---' ? 'empty' : 'content';
}

/** A comment stands with the line below when it does now, else with what is above and as far in. */
function align(comment: YamlLine, above: Columns, below: Columns | undefined): readonly TextEdit[] {
  const from = indentOf(comment);
  const next = below?.first;
  const to = next && from <= next.from ? next.to : above.columnFor(from);
  return shift(comment, to - from);
}

function indentOf({ text }: YamlLine): number {
  return /^ */.exec(text)?.[0].length ?? 0;
}

function shift(line: YamlLine, by: number): readonly TextEdit[] {
  const from = indentOf(line);
  return by === 0
    ? []
    : [{ range: { start: line.start, end: line.start + from }, newText: ' '.repeat(Math.max(0, from + by)) }];
}

/** The blocks that are open at a line, outermost first. */
class Columns {
  readonly #levels: Level[];
  /** How far what begins behind an offset moves, by line. */
  readonly #shifts: { readonly start: number; readonly by: number }[];
  /** Where the last line stood and stands. */
  first: Pick<Level, 'from' | 'to'> | undefined;

  constructor(levels: readonly Level[] = [], shifts: { readonly start: number; readonly by: number }[] = []) {
    this.#levels = [...levels];
    this.#shifts = shifts;
  }

  copy(): Columns {
    return new Columns(this.#levels, this.#shifts);
  }

  /** Opens and closes what a line opens and closes; returns the edits that put it in its place. */
  place(line: YamlLine): readonly TextEdit[] {
    const edits: TextEdit[] = [];
    let from = indentOf(line);
    let written = from;
    this.first = undefined;
    for (let isDash = true; isDash; ) {
      isDash = /^-(?: |$)/.test(line.text.slice(from));
      const { to } = this.#level(isDash ? 'dashes' : 'keys', from);
      if (this.first === undefined) {
        this.first = { from, to };
        edits.push(...shift(line, to - from));
      } else if (written > 1) {
        // Behind a dash stands one blank.
        edits.push({ range: { start: line.start + from - written, end: line.start + from }, newText: ' ' });
      }
      this.#shifts.push({ start: line.start + from, by: to - from });
      if (!isDash) break;
      written = /^ */.exec(line.text.slice(from + 1))?.[0].length ?? 0;
      from += 1 + written;
      // What stands below a lone dash opens a level of its own.
      if (from >= line.text.length || line.text[from] === '#') break;
    }
    return edits;
  }

  #level(kind: Level['kind'], from: number): Level {
    let top = this.#levels.at(-1);
    while (top && (top.from > from || (top.from === from && top.kind === 'dashes' && kind === 'keys'))) {
      this.#levels.pop();
      top = this.#levels.at(-1);
    }
    if (top && top.from === from && top.kind === kind) return top;
    const level = { kind, from, to: top ? top.to + step : 0 };
    this.#levels.push(level);
    return level;
  }

  /** How far something that begins at an offset of a placed line moves. */
  shiftAt(offset: number): number {
    return this.#shifts.findLast(({ start }) => start <= offset)?.by ?? 0;
  }

  /** Where what stands so far in comes to stand: with the innermost block that is no further in. */
  columnFor(from: number): number {
    return this.#levels.findLast((level) => level.from <= from)?.to ?? 0;
  }
}
