import type { FilterStage, JsonataNode, PathNode, SortNode } from '../syntax.ts';
import type { Code, Compile } from './code.ts';
import { compileGroup } from './grouping.ts';
import type { Frame } from './run.ts';
import { GiveUp, isNumber, isRecord, isSequence, type List, memberOf, sequenceOf, truth } from './value.ts';

/** Code for a path: each step is evaluated for each item that the step before it gave. */
export function compilePath(path: PathNode, compile: Compile): Code {
  const slow = compileSteps(path, compile);
  const [first, ...rest] = path.steps;
  const names = rest.map((step) => (step.type === 'name' && !step.stages && !step.keepArray ? step.value : undefined));
  const isPlain = first?.type === 'variable' && !first.predicate && !first.stages && !first.keepArray;
  if (!isPlain || path.group || path.keepSingletonArray || names.includes(undefined)) return slow;
  const plainNames = names as string[];
  const [member, ...further] = plainNames;
  return first.value === 'states' && isStatesMember(member)
    ? compileNames(statesMember(member), further, slow)
    : compileNames(compile(first), plainNames, slow);
}

/** The common path: a variable and names. As long as it meets objects only there is nothing to collect. */
function compileNames(first: Code, names: readonly string[], slow: Code): Code {
  return (input, frame) => {
    let value = first(input, frame);
    frame.run.enter(1);
    for (const name of names) {
      if (Array.isArray(value)) return slow(input, frame);
      value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
      if (value === undefined) return undefined;
    }
    return value;
  };
}

type StatesMember = 'input' | 'context' | 'result' | 'errorOutput';

function isStatesMember(name: string | undefined): name is StatesMember {
  return name === 'input' || name === 'context' || name === 'result' || name === 'errorOutput';
}

/** `$states.input` and its like are taken from the evaluation as they are: what is not asked for need not be made. */
function statesMember(member: StatesMember): Code {
  return (_input, frame) => {
    const own = frame.frameOf('states');
    return own ? memberOf(own.get('states'), member) : frame.run.evaluation[member];
  };
}

type Step = (items: readonly unknown[], frame: Frame, isLast: boolean) => unknown;

function compileSteps(path: PathNode, compile: Compile): Code {
  const steps = path.steps.map((step, at) => compileStep(step, at, compile));
  const startsAbsolute = path.steps[0]?.type === 'variable';
  const group = path.group && compileGroup(path.group, compile);
  return (input, frame) => {
    let items: unknown = Array.isArray(input) && !startsAbsolute ? input : sequenceOf(input);
    for (const [at, step] of steps.entries()) {
      items = step(itemsOf(items), frame, at === steps.length - 1);
      if (items === undefined || (Array.isArray(items) && items.length === 0)) break;
    }
    if (path.keepSingletonArray) items = keepingSingleton(items);
    return group ? group(items, frame) : items;
  };
}

/** After a first step such as `[…][0]` the value is no list; JSONata takes a text for its characters, all else for nothing. */
function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'string' ? value.split('') : sequenceOf();
}

function keepingSingleton(items: unknown): unknown {
  if (!Array.isArray(items)) return items;
  const list: List = items;
  if (!list.sequence) return list.cons ? Object.assign(sequenceOf(list), { keepSingleton: true }) : list;
  list.keepSingleton = true;
  return list;
}

function compileStep(step: JsonataNode, at: number, compile: Compile): Step {
  if (step.type === 'sort') return compileSort(step, compile);
  const code = compile(step);
  if (at === 0 && 'consarray' in step && step.consarray) return (items, frame) => code(items, frame);
  const filters = (step.stages ?? []).map((stage) => compileFilter(stage, compile));
  return (items, frame, isLast) => {
    const results: unknown[] = [];
    for (const item of items) {
      let result = code(item, frame);
      for (const filter of filters) result = filter(result, frame);
      if (result !== undefined) results.push(result);
    }
    return isLast && results.length === 1 && isPlainList(results[0]) ? results[0] : flattened(results, frame);
  };
}

function isPlainList(value: unknown): boolean {
  return Array.isArray(value) && !isSequence(value);
}

function flattened(results: readonly unknown[], frame: Frame): List {
  const list = sequenceOf();
  for (const result of results) {
    if (!Array.isArray(result) || (result as List).cons) list.push(result);
    else for (const item of result) list.push(item);
  }
  frame.run.checkLength(list.length);
  return list;
}

type Filter = (value: unknown, frame: Frame) => unknown;

/** A predicate: an index, or a condition on each item. */
export function compileFilter(stage: FilterStage | { readonly type: 'index' }, compile: Compile): Filter {
  if (stage.type === 'index') throw new GiveUp();
  const { expr } = stage;
  if (expr.type === 'number' && !expr.predicate) {
    const index = Math.floor(Number(expr.value));
    return (value) => itemAt(Array.isArray(value) ? value : [value], index);
  }
  const code = compile(expr);
  return (value, frame) => {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    const kept = sequenceOf();
    for (const [at, item] of items.entries()) {
      if (keeps(code(item, frame), at, items.length)) kept.push(item);
    }
    return kept;
  };
}

function itemAt(items: readonly unknown[], index: number): unknown {
  const item = items[index < 0 ? items.length + index : index];
  if (item === undefined) return sequenceOf();
  return Array.isArray(item) ? item : sequenceOf(item);
}

/** A number, or a list of numbers, names positions; anything else is a condition. */
function keeps(result: unknown, at: number, length: number): boolean {
  if (isNumber(result)) return positionOf(result, length) === at;
  if (Array.isArray(result) && result.every(isNumber))
    return result.some((number) => positionOf(number, length) === at);
  return truth(result) === true;
}

function positionOf(number: number, length: number): number {
  const index = Math.floor(number);
  return index < 0 ? length + index : index;
}

function compileSort(step: SortNode, compile: Compile): Step {
  const terms = step.terms.map(({ descending, expression }) => ({ descending, code: compile(expression) }));
  const filters = (step.stages ?? []).map((stage) => compileFilter(stage, compile));
  return (items, frame) => {
    let result: unknown = items;
    if (items.length > 1) {
      const rows = items.map((item) => ({ item, keys: terms.map(({ code }) => code(item, frame)) }));
      rows.sort((a, b) => {
        for (const [at, { descending }] of terms.entries()) {
          const order = compareKeys(a.keys[at], b.keys[at], descending);
          if (order !== 0) return order;
        }
        return 0;
      });
      result = rows.map(({ item }) => item);
    }
    for (const filter of filters) result = filter(result, frame);
    return result;
  };
}

/** Nothing comes last, whichever the direction. */
function compareKeys(a: unknown, b: unknown, descending: boolean): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  const isSortable =
    (typeof a === 'string' && typeof b === 'string') || (typeof a === 'number' && typeof b === 'number');
  if (!isSortable) throw new GiveUp();
  const order = a < b ? -1 : a > b ? 1 : 0;
  return descending ? -order : order;
}

/** Code for a name: the member of the context value. */
export function compileName(name: string): Code {
  return (input) => memberOf(input, name);
}

/** Code for `*`: the values of all members. Lists among them are flattened, and then the result is a list for good. */
export function wildcard(input: unknown): unknown {
  const children = childrenOf(input);
  if (children.some(Array.isArray)) return children.flat(Number.POSITIVE_INFINITY);
  const found = sequenceOf();
  for (const child of children) found.push(child);
  return found;
}

/** Code for `**`: the value itself and everything in it, lists left out. */
export function descendants(input: unknown, frame: Frame): unknown {
  if (input === undefined) return undefined;
  const found = sequenceOf();
  const pending: unknown[] = [input];
  while (pending.length > 0) {
    const node = pending.pop();
    if (!Array.isArray(node)) found.push(node);
    for (const child of childrenOf(node).toReversed()) pending.push(child);
  }
  frame.run.checkLength(found.length);
  return found.length === 1 ? found[0] : found;
}

function childrenOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isRecord(value) ? Object.values(value) : [];
}
