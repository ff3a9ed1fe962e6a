import type { Evaluation } from '../../evaluation.ts';
import type { JsonataNode, VariableNode } from '../syntax.ts';
import { compileApply, compileCall, compileLambda, compilePartial } from './calls.ts';
import type { Code } from './code.ts';
import { compileGroup } from './grouping.ts';
import { matcherOf } from './matching.ts';
import { nativeNamed } from './natives.ts';
import { operators } from './operators.ts';
import { compileFilter, compileName, compilePath, descendants, wildcard } from './paths.ts';
import { Frame, Run } from './run.ts';
import { append, GiveUp, isNumber, isSequence, type List, settled, truth } from './value.ts';

/** Evaluates an expression at once. Throws `JsonataLimit`, or `GiveUp` where the package has to evaluate it instead. */
export type Program = (evaluation: Evaluation) => unknown;

/**
 * Compiles an expression to closures. Undefined for what only the package evaluates: transforms, parents, and the
 * variables that `@` and `#` bind.
 */
export function compileExpression(tree: JsonataNode): Program | undefined {
  try {
    const code = compile(tree);
    return (evaluation) => code(undefined, new Frame(new Run(evaluation)));
  } catch (thrown) {
    if (thrown instanceof GiveUp || thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

/** Code for any node, with its predicates and its group, and with the depth that AWS counts. */
function compile(node: JsonataNode): Code {
  if (node.tuple || node.focus !== undefined || node.index !== undefined) throw new GiveUp();
  const core = compileCore(node);
  const decorations = decorated(node, core);
  const isLiteral = node.type === 'string' || node.type === 'number' || node.type === 'value';
  if (isLiteral && decorations === undefined) return core;
  const code = decorations ?? core;
  return (input, frame) => {
    const { run } = frame;
    run.enter(1);
    run.depth++;
    const value = code(input, frame);
    run.depth--;
    if (!isSequence(value)) return value;
    if (node.keepArray) value.keepSingleton = true;
    return settled(value);
  };
}

function decorated(node: JsonataNode, core: Code): Code | undefined {
  if (!node.predicate && !(node.group && node.type !== 'path')) return undefined;
  const filters = (node.predicate ?? []).map((stage) => compileFilter(stage, compile));
  const group = node.group && node.type !== 'path' ? compileGroup(node.group, compile) : undefined;
  return (input, frame) => {
    let value = core(input, frame);
    for (const filter of filters) value = filter(value, frame);
    return group ? group(value, frame) : value;
  };
}

function compileCore(node: JsonataNode): Code {
  switch (node.type) {
    case 'path':
      return compilePath(node, compile);
    case 'binary':
      return compileBinary(node);
    case 'unary':
      return compileUnary(node);
    case 'name':
      return compileName(node.value);
    case 'string':
    case 'number':
    case 'value': {
      const { value } = node;
      return (_input, frame) => {
        frame.run.enter(1);
        return value;
      };
    }
    case 'wildcard':
      return wildcard;
    case 'descendant':
      return descendants;
    case 'condition':
      return compileCondition(node);
    case 'block':
      return compileBlock(node);
    case 'bind': {
      const name = node.lhs.value;
      const right = compile(node.rhs);
      return (input, frame) => {
        const value = right(input, frame);
        frame.bind(name, value);
        return value;
      };
    }
    case 'regex': {
      const pattern = node.value;
      return () => matcherOf(pattern);
    }
    case 'function':
      return compileCall(node, compile);
    case 'partial':
      return compilePartial(node, compile);
    case 'variable':
      return compileVariable(node);
    case 'lambda':
      return compileLambda(node, compile);
    case 'apply':
      return compileApply(node, compile);
    default:
      throw new GiveUp();
  }
}

function compileBinary(node: JsonataNode & { type: 'binary' }): Code {
  const left = compile(node.lhs);
  const right = compile(node.rhs);
  if (node.value === 'and')
    return (input, frame) => truth(left(input, frame)) === true && truth(right(input, frame)) === true;
  if (node.value === 'or')
    return (input, frame) => truth(left(input, frame)) === true || truth(right(input, frame)) === true;
  const operator = operators.get(node.value);
  if (operator === undefined) throw new GiveUp();
  return (input, frame) => operator(left(input, frame), right(input, frame), frame.run);
}

function compileUnary(node: JsonataNode & { type: 'unary' }): Code {
  if (node.value === '{') return compileGroup(node, compile);
  if (node.value === '[') return compileArray(node);
  const operand = compile(node.expression);
  return (input, frame) => {
    const value = operand(input, frame);
    if (value === undefined) return undefined;
    if (!isNumber(value)) throw new GiveUp();
    return -value;
  };
}

/** Items that are lists are spliced in, unless they are written as `[…]` themselves. */
function compileArray(node: JsonataNode & { type: 'unary'; value: '[' }): Code {
  const items = node.expressions.map((item) => ({
    code: compile(item),
    isArray: item.type === 'unary' && item.value === '[',
  }));
  return (input, frame) => {
    let list: List = [];
    for (const { code, isArray } of items) {
      const value = code(input, frame);
      if (value === undefined) continue;
      if (isArray || !Array.isArray(value)) list.push(value);
      else list = append(list, value) as List;
    }
    if (node.consarray) list.cons = true;
    frame.run.checkArray(list.length);
    return list;
  };
}

function compileCondition(node: JsonataNode & { type: 'condition' }): Code {
  const condition = compile(node.condition);
  const then = compile(node.then);
  const otherwise = node.else ? compile(node.else) : () => undefined;
  return (input, frame) => (truth(condition(input, frame)) ? then(input, frame) : otherwise(input, frame));
}

function compileBlock(node: JsonataNode & { type: 'block' }): Code {
  const parts = node.expressions.map(compile);
  return (input, frame) => {
    const inner = new Frame(frame.run, frame);
    let value: unknown;
    for (const part of parts) value = part(input, inner);
    return value;
  };
}

/** A name is what the nearest frame binds it to, else a variable of the workflow, else a built-in function. */
function compileVariable({ value: name }: VariableNode): Code {
  if (name === '') return (input) => input;
  if (name === '$') return () => undefined;
  return (_input, frame) => {
    const binding = frame.frameOf(name);
    if (binding) return binding.get(name);
    if (name === 'states') return frame.run.states;
    const value = frame.run.evaluation.variable(name);
    return value === undefined ? nativeNamed(name) : value;
  };
}
