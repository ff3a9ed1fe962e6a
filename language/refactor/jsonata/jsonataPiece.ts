import type { Path } from '../../expressions/jsonPath.ts';
import { pathToJsonata } from './pathToJsonata.ts';

/** A JSONata expression in the making. */
export interface Piece {
  readonly text: string;
  /** What must exist, as the JSONPath fails without it. */
  readonly needs: readonly string[];
  /** Has a value even where something that it needs does not exist. */
  readonly loose: boolean;
}

/** What expressions of one place are converted with. */
export interface Conversion {
  /** What `$` stands for. */
  readonly input: Piece;
  /** Takes the reasons why something cannot be converted. */
  readonly refusals: string[];
}

export function piece(text: string): Piece {
  return { text, needs: [], loose: false };
}

export const stateInput = piece('$states.input');
export const stateResult = piece('$states.result');

/** The value at a path; nothing, and so a failure, where the path leads nowhere. */
export function pathPiece(path: Path, { input, refusals }: Conversion): Piece {
  const isInput = path.root === 'input';
  const base = isInput ? grouped(input) : '$';
  const converted = pathToJsonata(path, base);
  if (converted.kind === 'refused') {
    refusals.push(converted.reason);
    return piece('null');
  }
  const inherited = isInput ? input.needs : [];
  const isPlain = path.segments.length === 0;
  const { text } = converted;
  const needs = path.definite && !isPlain ? [...inherited, text] : inherited;
  return { text: isPlain && isInput ? input.text : text, needs, loose: !path.definite || (isInput && input.loose) };
}

/** A path in a payload template, where an index past the end of an array gives null. */
export function templatePathPiece(path: Path, conversion: Conversion): Piece {
  const whole = pathPiece(path, conversion);
  const last = path.segments.at(-1);
  if (!path.definite || last?.kind !== 'index') return whole;
  const list = pathPiece({ ...path, segments: path.segments.slice(0, -1) }, conversion);
  const needs = list.needs.length > 0 ? list.needs : [list.text];
  return { text: `$exists(${whole.text}) ? ${whole.text} : null`, needs, loose: true };
}

/** The piece as an operand of something larger. */
export function grouped({ text }: Piece): string {
  return /^\$?[\w.`[\]$]+$/.test(text) || /^(?:"[^"\\]*"|\$\w+\([^()]*\))$/.test(text) ? text : `(${text})`;
}

/** The piece as a value of its own: nothing where something that it needs is missing. */
export function strict({ text, needs, loose }: Piece): string {
  const asked = loose ? [...new Set(needs)] : [];
  if (asked.length === 0) return text;
  return `${asked.map((need) => `$exists(${need})`).join(' and ')} ? (${text})`;
}

export function expression(part: Piece): string {
  return `{% ${strict(part)} %}`;
}
