import type { Template } from '../expressions/template.ts';
import type { Assignments, Catcher, PathOrNull, Scope, State, StateMachine, TaskState } from '../model/stateMachine.ts';
import { inFlowOrder } from '../refactor/sortStates.ts';
import { batchOf, itemOf, mapItem, writtenResult } from './mapShapes.ts';
import { arrayShape, join, joinAll, number, objectShape, type Shape, text, unknown, withMember } from './shape.ts';
import { type DataShapes, shapeAtPath } from './shapeAtPath.ts';
import { shapeOfTemplate } from './shapeOfTemplate.ts';

/** Where knowledge of the data comes from, beside the definition. */
export interface KnownData {
  /** The input of an execution. */
  readonly input: Shape;
  /** What a Task gives, from its mocks or its API. */
  result(task: TaskState): Shape;
  /** What went in and out of a state when it last ran. */
  observed(state: string): { readonly input: Shape; readonly result: Shape; readonly output: Shape };
}

/** What is known of the data at the points of one state. */
export interface StateShapes {
  /** The state's input as it comes: `$states.input`. */
  readonly raw: Shape;
  /** After InputPath: `$` in Parameters and in the rules of a Choice. */
  readonly input: Shape;
  /** What the state's work gives: `$` in ResultSelector and Assign. */
  readonly result: Shape;
  /** After ResultPath: `$` in OutputPath. */
  readonly combined: Shape;
  readonly output: Shape;
  /** The context object, in a Map's ItemSelector with its item. */
  readonly context: Shape;
  /** The variables that have a value when the state begins. */
  readonly variables: ReadonlyMap<string, Shape>;
}

/** What a catcher puts into the data. */
export const errorShape: Shape = objectShape([
  ['Error', text],
  ['Cause', text],
]);

/** What is known of the data in every state that can be reached. */
export function machineShapes(machine: StateMachine, known: KnownData): ReadonlyMap<State, StateShapes> {
  const flow = new Flow(known);
  flow.through(machine.top, { raw: known.input, context: contextShape(known.input), variables: new Map() }, 0);
  return flow.found;
}

/** The context object, which is the same in every state but for the item of a Map. */
function contextShape(input: Shape): Shape {
  const texts = (...names: string[]) => names.map((name) => [name, text] as const);
  const counts = (...names: string[]) => names.map((name) => [name, number] as const);
  const execution = [...texts('Id', 'Name', 'RoleArn', 'StartTime', 'RedriveTime'), ...counts('RedriveCount')];
  return objectShape([
    ['Execution', objectShape([...execution, ['Input', input]])],
    ['State', objectShape([...texts('Name', 'EnteredTime'), ...counts('RetryCount')])],
    ['StateMachine', objectShape(texts('Id', 'Name'))],
    ['Task', objectShape(texts('Token'))],
  ]);
}

/** What comes into a state. */
type Entry = Pick<StateShapes, 'raw' | 'context' | 'variables'>;

/** Loops in scopes deeper than that are followed once only: each level would double the work. */
const deepLoops = 3;

class Flow {
  readonly found = new Map<State, StateShapes>();
  readonly #known: KnownData;

  constructor(known: KnownData) {
    this.#known = known;
  }

  /** Follows the data through the states of a scope, twice where they form a loop. Answers with what comes out. */
  through(scope: Scope, entry: Entry, depth: number): Shape {
    const arrived = new Map<string, Entry>();
    const passed = new Set<string>();
    let hasLoop = false;
    const arrive = (target: string | undefined, coming: Entry) => {
      if (target === undefined) return;
      hasLoop ||= passed.has(target);
      arrived.set(target, joined(arrived.get(target), coming));
    };
    const order = inFlowOrder(scope).filter((state) => scope.states.get(state.name) === state);
    let output: Shape = unknown;
    arrive(scope.startAt?.target, entry);
    for (let pass = 0; pass === 0 || (pass === 1 && hasLoop && depth < deepLoops); pass++) {
      for (const state of order) {
        passed.add(state.name);
        const coming = arrived.get(state.name);
        if (coming) output = join(output, this.#leave(state, coming, depth, arrive));
      }
    }
    return output;
  }

  /** Sends what comes out of a state on its ways; what leaves the scope is the answer. */
  #leave(
    state: State,
    coming: Entry,
    depth: number,
    arrive: (target: string | undefined, coming: Entry) => void,
  ): Shape {
    const shapes = this.#inState(state, this.#asSeen(state, coming), depth);
    this.found.set(state, shapes);
    for (const { target, ...leaving } of waysOut(state, shapes))
      arrive(target, { ...leaving, context: coming.context });
    return state.type === 'Succeed' || ('end' in state && state.end) ? shapes.output : unknown;
  }

  #asSeen(state: State, coming: Entry): Entry {
    return { ...coming, raw: join(this.#known.observed(state.name).input, coming.raw) };
  }

  #inState(state: State, entry: Entry, depth: number): StateShapes {
    if (state.type === 'Fail' || state.type === 'Broken') {
      return { ...entry, input: entry.raw, result: unknown, combined: entry.raw, output: entry.raw };
    }
    const input = selected(state.inputPath, entry.raw, entry);
    const data = { ...entry, input: state.queryLanguage === 'JSONata' ? entry.raw : input };
    const worked = state.parameters ? shapeOfTemplate(state.parameters, data) : data.input;
    const seen = this.#known.observed(state.name);
    const { result, context } = this.#work(state, { ...entry, raw: worked }, data, depth);
    return ending(state, { ...entry, context, input, result: join(seen.result, result) }, seen.output);
  }

  /** What the state's work gives; of a Map also the context in which an item is selected. */
  #work(state: State, entry: Entry, data: DataShapes, depth: number): { result: Shape; context: Shape } {
    const { context } = entry;
    switch (state.type) {
      case 'Task':
        return { result: this.#known.result(state), context };
      case 'Parallel': {
        const outputs = state.branches.map((branch) => this.through(branch, entry, depth + 1));
        return { result: arrayShape(joinAll(outputs)), context };
      }
      case 'Map': {
        const items = state.items ? shapeOfTemplate(state.items, data) : selected(state.itemsPath, data.input, entry);
        const item = itemOf(state, items);
        const inner = withMember(context, ['Map', 'Item'], mapItem(item));
        const given = state.itemSelector ? shapeOfTemplate(state.itemSelector, { ...data, context: inner }) : item;
        const raw = state.itemBatcher ? batchOf(state.itemBatcher, given, data) : given;
        const variables = state.mode === 'DISTRIBUTED' ? new Map<string, Shape>() : entry.variables;
        const processor = 'kind' in state.processor ? undefined : state.processor;
        const output = processor ? this.through(processor, { raw, context, variables }, depth + 1) : unknown;
        return { result: state.resultWriter?.resource ? writtenResult : arrayShape(output), context: inner };
      }
      case 'Pass':
        return { result: state.result ? shapeOfTemplate(constantOf(state.result), data) : entry.raw, context };
      default:
        return { result: data.input, context };
    }
  }
}

function constantOf({
  value,
  range,
}: {
  value: Extract<Template, { kind: 'constant' }>['value'];
  range: Template['range'];
}) {
  return { kind: 'constant', value, range } as const;
}

function joined(before: Entry | undefined, coming: Entry): Entry {
  if (before === undefined) return coming;
  const { context } = before;
  const raw = join(before.raw, coming.raw);
  if (before.variables === coming.variables) return { raw, context, variables: before.variables };
  const variables = new Map(before.variables);
  for (const [name, shape] of coming.variables) variables.set(name, join(variables.get(name) ?? unknown, shape));
  return { raw, context, variables };
}

/** What InputPath, OutputPath or ItemsPath selects. */
function selected(path: PathOrNull | undefined, shape: Shape, entry: Omit<DataShapes, 'input'>): Shape {
  if (path === undefined) return shape;
  if (path.kind === 'null') return objectShape([]);
  return path.kind === 'path' ? shapeAtPath(path.path, { ...entry, input: shape }) : unknown;
}

type Before = Omit<StateShapes, 'combined' | 'output'>;

function ending(state: Exclude<State, { type: 'Fail' | 'Broken' }>, before: Before, seen: Shape): StateShapes {
  const { raw, result } = before;
  if (state.queryLanguage === 'JSONata') {
    const works = state.type === 'Task' || state.type === 'Parallel' || state.type === 'Map';
    const output = state.output ? shapeOfTemplate(state.output, { ...before, input: raw }) : works ? result : raw;
    return { ...before, combined: output, output: join(seen, output) };
  }
  const chosen = state.resultSelector ? shapeOfTemplate(state.resultSelector, { ...before, input: result }) : result;
  const combined = withResult(state.resultPath, raw, chosen);
  return { ...before, combined, output: join(seen, selected(state.outputPath, combined, before)) };
}

function withResult(path: PathOrNull | undefined, raw: Shape, result: Shape): Shape {
  if (path === undefined) return result;
  if (path.kind !== 'path') return raw;
  const names = path.path.segments.flatMap((segment) => (segment.kind === 'name' ? [segment.name] : []));
  return names.length === path.path.segments.length ? withMember(raw, names, result) : raw;
}

interface WayOut extends Omit<Entry, 'context'> {
  readonly target: string | undefined;
}

/** Where the data goes from a state, and what it is on each way. */
function waysOut(state: State, shapes: StateShapes): readonly WayOut[] {
  const leave = (
    target: string | undefined,
    raw: Shape,
    assign: Assignments | undefined,
    data: Partial<DataShapes>,
  ) => ({
    target,
    raw,
    variables: assigned(assign, { ...shapes, ...data }),
  });
  const isJsonata = state.queryLanguage === 'JSONata';
  if (state.type === 'Choice') {
    const data = { input: isJsonata ? shapes.raw : shapes.input };
    return [
      ...state.choices.map((rule) => {
        const output = rule.output ? shapeOfTemplate(rule.output, { ...shapes, ...data }) : shapes.output;
        return leave(rule.next?.target, output, rule.assign, data);
      }),
      leave(state.defaultNext?.target, shapes.output, state.assign, data),
    ];
  }
  if (!('next' in state)) return [];
  const input = isJsonata ? shapes.raw : state.type === 'Wait' ? shapes.input : shapes.result;
  const way = leave(state.next?.target, shapes.output, state.assign, { input });
  const catchers = 'catch' in state ? state.catch : [];
  const data = { input: isJsonata ? shapes.raw : errorShape, errorOutput: errorShape, result: undefined };
  return [way, ...catchers.map((each) => leave(each.next?.target, caught(each, shapes, isJsonata), each.assign, data))];
}

function caught({ output, resultPath }: Catcher, shapes: StateShapes, isJsonata: boolean): Shape {
  if (!isJsonata) return withResult(resultPath, shapes.raw, errorShape);
  const data = { ...shapes, input: shapes.raw, errorOutput: errorShape, result: undefined };
  return output ? shapeOfTemplate(output, data) : errorShape;
}

/** Nobody has more; each would be carried through every state after it. */
const mostVariables = 200;

function assigned(assign: Assignments | undefined, data: DataShapes): ReadonlyMap<string, Shape> {
  if (!assign || assign.variables.length === 0 || data.variables.size > mostVariables) return data.variables;
  const values = assign.variables.map(({ name, value }) => [name.value, shapeOfTemplate(value, data)] as const);
  return new Map([...data.variables, ...values]);
}
