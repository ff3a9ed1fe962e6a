import type { ApplyNode, CallNode, JsonataNode, LambdaNode, PartialNode } from '../syntax.ts';
import type { Code, Compile } from './code.ts';
import { Frame, type Run } from './run.ts';
import { type Callable, callable, GiveUp, isCallable } from './value.ts';

/** A call in the last place of a function: it is made after the function has returned, so that recursion needs no depth. */
class TailCall {
  readonly #make: () => unknown;

  constructor(make: () => unknown) {
    this.#make = make;
  }

  static settle(value: unknown): unknown {
    let result = value;
    while (result instanceof TailCall) result = result.#make();
    return result;
  }
}

/** Code for `function($a, $b){ … }`. */
export function compileLambda(node: LambdaNode, compile: Compile): Code {
  if (node.thunk) return compileTailCall(node.body, compile);
  const names = node.arguments.map((argument) => argument.value);
  const body = compile(node.body);
  const { signature } = node;
  return (input, frame) => {
    const invoke = (args: readonly unknown[], run: Run): unknown => {
      const inner = new Frame(run, frame);
      for (const [at, name] of names.entries()) inner.bind(name, args[at]);
      return body(input, inner);
    };
    const checked = (args: readonly unknown[], context: unknown, run: Run): unknown =>
      invoke(signature ? signature.validate(args, context) : args, run);
    return lambda(checked, names.length, invoke);
  };
}

/** The raw calls of lambdas, which answer with tail calls still to be made. */
const rawCalls = new WeakMap<Callable, (args: readonly unknown[], context: unknown, run: Run) => unknown>();

function lambda(
  raw: (args: readonly unknown[], context: unknown, run: Run) => unknown,
  arity: number,
  unchecked: (args: readonly unknown[], run: Run) => unknown,
): Callable {
  const made = callable(
    (args, context, run) => TailCall.settle(raw(args, context, run)),
    arity,
    arity,
    (args, run) => TailCall.settle(unchecked(args, run)),
  );
  rawCalls.set(made, raw);
  return made;
}

function compileTailCall(node: JsonataNode, compile: Compile): Code {
  if (node.type !== 'function') throw new GiveUp();
  const procedure = compile(node.procedure);
  const args = node.arguments.map(compile);
  return (input, frame) =>
    new TailCall(() => {
      const { run } = frame;
      run.step(1);
      const target = procedure(input, frame);
      if (!isCallable(target)) throw new GiveUp();
      const values = args.map((code) => code(input, frame));
      return (rawCalls.get(target) ?? target)(values, input, run);
    });
}

/** Code for a call; `~>` supplies its first argument. */
export function compileCall(node: CallNode, compile: Compile, firstArgument?: Code): Code {
  const procedure = compile(node.procedure);
  const args = [...(firstArgument ? [firstArgument] : []), ...node.arguments.map(compile)];
  return (input, frame) => {
    const target = procedure(input, frame);
    if (!isCallable(target)) throw new GiveUp();
    const values: unknown[] = [];
    for (const code of args) values.push(code(input, frame));
    return target(values, input, frame.run);
  };
}

/** Code for a call with placeholders: a function of what is missing. */
export function compilePartial(node: PartialNode, compile: Compile): Code {
  const procedure = compile(node.procedure);
  const args = node.arguments.map((argument) => (argument.type === 'operator' ? undefined : compile(argument)));
  const holes = args.filter((code) => code === undefined).length;
  return (input, frame) => {
    const values = args.map((code) => code?.(input, frame));
    const target = procedure(input, frame);
    if (!isCallable(target)) throw new GiveUp();
    return callable((given, _context, run) => target.unchecked(filled(args, values, given, target), run), holes);
  };
}

function filled(
  args: readonly (Code | undefined)[],
  values: readonly unknown[],
  given: readonly unknown[],
  target: Callable,
): unknown[] {
  let next = 0;
  const all = args.map((code, at) => (code === undefined ? given[next++] : values[at]));
  return all.slice(0, target.parameterCount);
}

/** Code for `a ~> f`: a call of the function, or, of two functions, the one after the other. */
export function compileApply(node: ApplyNode, compile: Compile): Code {
  const left = compile(node.lhs);
  if (node.rhs.type === 'function' && !node.rhs.predicate && !node.rhs.group)
    return compileCall(node.rhs, compile, left);
  const right = compile(node.rhs);
  return (input, frame) => {
    const value = left(input, frame);
    const target = right(input, frame);
    if (!isCallable(target)) throw new GiveUp();
    if (!isCallable(value)) return target([value], null, frame.run);
    return callable((args, _context, run) => target([value(args.slice(0, 1), null, run)], null, run), 1);
  };
}
