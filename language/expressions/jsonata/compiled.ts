import jsonata from 'jsonata';
import { remember } from '../../remember.ts';
import { BoundedRegExp } from '../regexp/boundedRegExp.ts';
import { type Analysis, analyse } from './analysis.ts';
import { compileExpression, type Program } from './evaluator/compileExpression.ts';
import { MAX_DEPTH, MAX_ITEMS, MAX_MILLISECONDS } from './limits.ts';
import { adaptedToStepFunctions } from './packageEvaluator.ts';
import type { JsonataNode } from './syntax.ts';

/** An expression that was read, or what is wrong with its text. */
export type Compiled = CompiledExpression | JsonataSyntaxProblem;

/** The evaluators are made when they are first asked for: most expressions are checked and never run. */
export interface CompiledExpression {
  readonly kind: 'compiled';
  readonly analysis: Analysis;
  /** Our own evaluator; undefined where only the package will do. */
  program(): Program | undefined;
  /** The package's evaluator. */
  expression(): jsonata.Expression;
}

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

const MAX_REMEMBERED = 12_000;

/**
 * Reads an expression. Never throws. Parsing costs about a hundred times what evaluating does, and the same texts come
 * again with every edit, so they are remembered.
 */
export const compile: (text: string) => Compiled = remember(read, MAX_REMEMBERED);

function read(text: string): Compiled {
  try {
    const tree = detached(jsonata(text).ast()) as JsonataNode;
    return {
      kind: 'compiled',
      analysis: analyse(tree, text),
      program: once(() => compileExpression(tree)),
      expression: once(() => adaptedToStepFunctions(jsonata(text, OPTIONS))),
    };
  } catch (thrown) {
    return problemOf(thrown, text);
  }
}

/** A copy of the tree: the parser's own nodes each hold on to the whole parser. */
function detached(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(detached);
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, key === 'signature' ? part : detached(part)]),
  );
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
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
