import { parsePath } from '../../language/expressions/parsePath.ts';
import { setAtPath } from '../../language/expressions/setAtPath.ts';
import { isArray, isObject, type Json, objectOf } from '../../language/json.ts';
import type { Strand } from '../interpreter/strands.ts';
import { Refusal } from '../program.ts';
import type { Programs } from '../programs.ts';
import { asExpression, below, type DataPlace, pathMeant } from './dataPlace.ts';
import type { Engine } from './engine.ts';
import { asJson } from './expressions.ts';
import { frameOf, placeIn, strandsFrom, strandsIn, threadName } from './frames.ts';
import { taskRows } from './taskRows.ts';
import { shortened } from './words.ts';

/** What can be expanded in the editor; numbers name it until the run moves on. */
interface Node {
  readonly members: () => readonly (readonly [string, Json])[];
  readonly isList: boolean;
  /** Puts a value in the place of a member; absent where nothing can be changed. */
  readonly set?: (name: string, value: Json) => void;
  /** Where a member is, for an expression that says so; absent for what is shown only. */
  readonly placeOf?: (name: string) => DataPlace | undefined;
}

export interface Shown {
  readonly value: string;
  readonly type: string;
  readonly variablesReference: number;
  readonly namedVariables?: number;
  readonly indexedVariables?: number;
}

/** The stack, scopes and values of a run that stands still, made when they are asked for. */
export class Looking {
  readonly #programs: Programs;
  readonly #engine: Engine;
  #stands: 'at field' | 'at state' = 'at state';
  #frames: number[] = [];
  #nodes: Node[] = [];

  constructor(programs: Programs, engine: Engine) {
    this.#programs = programs;
    this.#engine = engine;
  }

  /** The run has moved on: all numbers that were given out are void. */
  forget(): void {
    this.#stands = 'at state';
    this.#frames = [];
    this.#nodes = [];
  }

  /** The run stopped at the field of its state's first stage, rather than where the state begins. */
  standAtField(): void {
    this.#stands = 'at field';
  }

  get stands(): 'at field' | 'at state' {
    return this.#stands;
  }

  /** At most `most` of the strands that are alive; the one that stands here and those around it in any case. */
  threads(most: number): readonly { readonly id: number; readonly name: string }[] {
    const all = this.#engine.execution.strands();
    const here = new Set(strandsFrom(this.#engine, this.#engine.moment?.strand).map(({ id }) => id));
    const others = new Set(all.filter(({ id }) => !here.has(id)).slice(0, most - here.size));
    const strands = all.filter((strand) => here.has(strand.id) || others.has(strand));
    if (strands.length === 0) return [{ id: 1, name: `Ended: ${this.#engine.execution.status}` }];
    return strands.map((strand) => ({ id: strand.id, name: threadName(strand, this.#engine, this.#programs) }));
  }

  stack(threadId: number) {
    const frames = strandsFrom(this.#engine, threadId).map((strand) => ({
      id: this.#frameOf(strand.id),
      ...frameOf(strand, this.#engine, this.#programs, this.#stands),
    }));
    return frames.length > 0 || !this.#engine.execution.isOver ? frames : [this.#lastFrame(threadId)];
  }

  strandOfFrame(frameId: number | undefined): Strand | undefined {
    const strand = frameId === undefined ? this.#engine.moment?.strand : this.#frames[frameId - 1];
    if (strand !== undefined) return this.#engine.execution.strand(strand);
    return frameId === undefined ? this.#engine.execution.strands()[0] : undefined;
  }

  scopes(frameId: number) {
    const strand = this.strandOfFrame(frameId);
    const execution = { name: 'Execution', ...this.#reference(() => this.#executionRows(strand)), expensive: false };
    if (strand === undefined) return [execution];
    const state = this.#reference(() => this.#stateRows(strand), {
      set: (name, value) => this.#setValue(strand, name, value),
      placeOf: (name) => (name === wholeRow(strand) ? { variable: undefined, steps: [] } : undefined),
    });
    const variables = this.#reference(() => [...strand.variables], {
      set: (name, value) => this.#engine.change(strand.id, { kind: 'variable', name, value }),
      placeOf: (name) => ({ variable: name, steps: [] }),
    });
    const task = { name: 'Task', ...this.#reference(() => taskRows(strand, this.#engine)), expensive: false };
    return [
      { name: 'State', ...state, presentationHint: 'locals', expensive: false },
      { name: 'Variables', ...variables, expensive: false },
      { name: 'Context', ...this.#reference(() => Object.entries(strand.context)), expensive: false },
      ...(strand.state?.type === 'Task' ? [task] : []),
      ...this.#insideScope(strand),
      execution,
    ];
  }

  /** The branches or iterations of a state, thousands of which an editor asks for page by page. */
  #insideScope(strand: Strand) {
    const { state } = strand;
    const inside = strandsIn(this.#engine, strand);
    if (inside.length === 0 || state?.type === 'Task') return [];
    const rows = inside.map(({ index, state: at, value }): readonly [string, Json] => {
      return [String(index), { state: at?.name ?? null, value }];
    });
    const name = state?.type === 'Parallel' ? 'Branches' : 'Iterations';
    return [{ name, ...this.#reference(() => rows), indexedVariables: rows.length, expensive: false }];
  }

  /** The members of what a number names, `count` of them from `start` where a list is paged. */
  variables(reference: number, start = 0, count = 0): readonly (Shown & { readonly name: string })[] {
    const node = this.#nodes[reference - 1];
    if (node === undefined) return [];
    const rows = node.members();
    const page = count > 0 ? rows.slice(start, start + count) : rows;
    const language = this.strandOfFrame(undefined)?.state?.queryLanguage ?? 'JSONPath';
    return page.map(([name, value]) => {
      const place = node.placeOf?.(name);
      const evaluateName = place && asExpression(place, language);
      return { name, ...this.show(value, belowMember(node, name, value)), ...(evaluateName && { evaluateName }) };
    });
  }

  /** Where a member of what a number names is. */
  placeOf(reference: number, name: string): DataPlace | undefined {
    return this.#nodes[reference - 1]?.placeOf?.(name);
  }

  setVariable(reference: number, name: string, text: string): Shown {
    const node = this.#nodes[reference - 1];
    if (node?.set === undefined) throw new Refusal(`${name} cannot be changed.`);
    const value = changedTo(text);
    node.set(name, value);
    return this.show(value);
  }

  /** Changes a variable, or a place in the data: `$name`, `$name.path`, `$.path`, `$states.input.path`. */
  setExpression(strand: Strand, expression: string, text: string): Shown {
    const path = parsePath(pathMeant(expression, strand.state?.queryLanguage ?? 'JSONPath'));
    const value = changedTo(text);
    const name = path.kind === 'path' ? (path.variable ?? '') : '';
    if (path.kind === 'problem' || path.root === 'context' || name === 'states')
      throw new Refusal(`${expression} cannot be changed.`);
    if (path.root === 'input' && wholeRow(strand) === 'input') this.#mustBeNext(strand, 'input');
    const before = path.root === 'variable' ? strand.variables.get(name) : strand.value;
    const whole = path.segments.length === 0 ? value : setAtPath(path, before ?? {}, value);
    if (whole === undefined) throw new Refusal(`${expression} is no place in the data.`);
    const change =
      path.root === 'variable'
        ? { kind: 'variable' as const, name, value: whole }
        : { kind: 'value' as const, value: whole };
    this.#engine.change(strand.id, change);
    return this.show(value);
  }

  /** A value in one line, with a number to expand it by. */
  show(value: Json, more: Pick<Node, 'set' | 'placeOf'> = {}): Shown {
    const type = value === null ? 'null' : isArray(value) ? 'array' : typeof value;
    const text = shortened(JSON.stringify(value));
    if (typeof value !== 'object' || value === null) return { value: text, type, variablesReference: 0 };
    const isList = isArray(value);
    const size = isList ? value.length : Object.keys(value).length;
    if (size === 0) return { value: text, type, variablesReference: 0 };
    const members = () => Object.entries(value) as [string, Json][];
    this.#nodes.push({ members, isList, ...more });
    const counts = isList ? { indexedVariables: size } : { namedVariables: size };
    return { value: text, type, variablesReference: this.#nodes.length, ...counts };
  }

  #reference(members: Node['members'], more: Partial<Node> = {}): { readonly variablesReference: number } {
    this.#nodes.push({ members, isList: false, ...more });
    return { variablesReference: this.#nodes.length };
  }

  /** The number of a strand's frame; the same until the run moves on. */
  #frameOf(strand: number): number {
    const known = this.#frames.indexOf(strand) + 1;
    return known > 0 ? known : this.#frames.push(strand);
  }

  #lastFrame(strand: number) {
    const { main } = this.#programs;
    return { id: this.#frameOf(strand), name: this.#engine.execution.status, ...placeIn(main, undefined) };
  }

  #stateRows(strand: Strand): readonly (readonly [string, Json])[] {
    const seen = strand.stage === undefined ? [] : this.#engine.stagesOf(strand.id);
    return [...seen, ['value', strand.value]];
  }

  #setValue(strand: Strand, name: string, value: Json): void {
    if (name !== 'value') this.#mustBeNext(strand, name);
    this.#engine.change(strand.id, { kind: 'value', value });
  }

  /** What a stage made can be changed while the next stage has not used it. */
  #mustBeNext(strand: Strand, name: string): void {
    const [last, value] = this.#engine.stagesOf(strand.id).at(-1) ?? ['input', strand.value];
    if (name !== last || value !== strand.value) throw new Refusal(`${name} has been used already; change "value".`);
  }

  #executionRows(strand: Strand | undefined): readonly (readonly [string, Json])[] {
    const { execution } = this.#engine;
    const nested = execution.nested().find(({ id }) => id === strand?.execution);
    const { identity, status, eventCount, startedAt, output, error, cause } = nested ?? execution;
    return Object.entries({
      name: identity.executionName,
      status,
      events: eventCount,
      started: new Date(startedAt).toISOString(),
      ...(output === undefined ? {} : { output: asJson(output) ?? output }),
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    });
  }
}

/** A member's own members: they are changed by changing the member as a whole. */
function belowMember({ set, placeOf }: Node, name: string, value: Json): Pick<Node, 'set' | 'placeOf'> {
  const place = placeOf?.(name);
  return {
    ...(set && { set: (key, changed) => set(name, withChanged(value, key, changed)) }),
    ...(place && { placeOf: (key) => below(place, isArray(value) ? Number(key) : key) }),
  };
}

/** The row of the State scope that expressions read as `$`, or as `$states.input`. */
function wholeRow({ state }: Strand): string {
  return state?.queryLanguage === 'JSONata' ? 'input' : 'value';
}

function withChanged(value: Json, key: string, changed: Json): Json {
  if (isArray(value)) return value.with(Number(key), changed);
  return objectOf([...Object.entries(isObject(value) ? value : {}), [key, changed]]);
}

function changedTo(text: string): Json {
  const value = asJson(text);
  if (value === undefined) throw new Refusal('Only JSON can be put there; a text needs its quotes.');
  return value;
}
