import jsonata from 'jsonata';
import { BoundedRegExp } from '../regexp/boundedRegExp.ts';
import { type Analysis, analyse } from './analysis.ts';
import { compileExpression, type Program } from './evaluator/compileExpression.ts';
import { MAX_DEPTH, MAX_ITEMS, MAX_MILLISECONDS } from './limits.ts';
import { adaptToStepFunctions } from './packageEvaluator.ts';
import type { JsonataNode } from './syntax.ts';

/** An expression that was read: its tree, and the package's evaluator for it, or what is wrong with its text. */
export type Compiled =
  | {
      readonly kind: 'compiled';
      readonly text: string;
      readonly tree: JsonataNode;
      readonly analysis: Analysis;
      readonly expression: jsonata.Expression;
      /** Our own evaluator for it; undefined where only the package will do. */
      readonly program: Program | undefined;
    }
  | JsonataSyntaxProblem;

export interface JsonataSyntaxProblem {
  readonly kind: 'problem';
  /** JSONata's code, such as `S0207`; empty where JSONata has none. */
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

const OPTIONS: jsonata.JsonataOptions = {
  stack: MAX_DEPTH,
  timeout: MAX_MILLISECONDS,
  sequence: MAX_ITEMS,
  // The package only ever makes one from a regular expression and calls `exec`.
  RegexEngine: BoundedRegExp as unknown as RegExpConstructor,
};

/** Parsing costs about a hundred times what evaluating does, and the same texts come again with every edit. */
const cache = new Map<string, Compiled>();
const MAX_CACHED = 5000;

/** Reads an expression, or finds it read already. Never throws. */
export function compile(text: string): Compiled {
  const known = cache.get(text);
  if (known) return known;
  const compiled = read(text);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(text, compiled);
  return compiled;
}

function read(text: string): Compiled {
  try {
    const expression = jsonata(text, OPTIONS);
    adaptToStepFunctions(expression);
    const tree = expression.ast() as unknown as JsonataNode;
    return {
      kind: 'compiled',
      text,
      tree,
      analysis: analyse(tree, text),
      expression,
      program: compileExpression(tree),
    };
  } catch (thrown) {
    return problemOf(thrown, text);
  }
}

function problemOf(thrown: unknown, text: string): JsonataSyntaxProblem {
  const { code = '', message = '', position = text.length } = thrown as Partial<jsonata.JsonataError>;
  const end = Math.max(0, Math.min(position, text.length));
  return {
    kind: 'problem',
    code,
    message: thrown instanceof RangeError ? 'The expression is nested too deeply' : message,
    start: Math.max(0, end - 1),
    end,
  };
}
