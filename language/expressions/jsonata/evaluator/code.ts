import type { JsonataNode } from '../syntax.ts';
import type { Frame } from './run.ts';

/** A part of an expression, ready to run: from the context value and the variables to a value. */
export type Code = (input: unknown, frame: Frame) => unknown;

/** Makes code of a part of the tree. Throws `GiveUp` for what only the package can evaluate. */
export type Compile = (node: JsonataNode) => Code;
