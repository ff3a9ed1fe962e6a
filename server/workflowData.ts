import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseResource } from '../language/integrations/resource.ts';
import type { Json } from '../language/json.ts';
import { type MockFile, machineNamed } from '../language/mocks/mockFile.ts';
import { workflowNameOf } from '../language/mocks/mockPlaces.ts';
import { parseMocks } from '../language/mocks/parseMocks.ts';
import type { State, StateMachine, TaskState } from '../language/model/stateMachine.ts';
import { type KnownData, machineShapes, type StateShapes } from '../language/shapes/machineShapes.ts';
import {
  joinAll,
  join as joinShapes,
  objectShape,
  type Shape,
  shapeOf,
  shapeOfType,
  unknown,
} from '../language/shapes/shape.ts';
import { parseJson } from '../language/syntax/parseJson.ts';
import { toJson } from '../language/syntax/syntaxTree.ts';
import { mockPlacesOf } from './mockPlacesOf.ts';
import type { RunValues, StateValues } from './protocol.ts';
import type { Session } from './session.ts';
import { pathOf } from './templates.ts';
import { readText } from './workspaceFiles.ts';

const mostInputs = 10;

/** What the last run had in one state, as far as it was told. */
export interface LastValues {
  readonly input: Json | undefined;
  readonly result: Json | undefined;
  readonly output: Json | undefined;
}

/** What lies beside one workflow: sample inputs, and mocked results by state. */
interface Beside {
  readonly input: Shape;
  readonly mocked: ReadonlyMap<string, Shape>;
}

const nothingBeside: Beside = { input: unknown, mocked: new Map() };

/** What is known of the data in workflows: from files beside them, from their last runs, and from the APIs that they call. */
export class WorkflowData {
  readonly #session: Session;
  readonly #runs = new Map<string, { readonly values: RunValues; readonly states: ReadonlyMap<string, StateValues> }>();
  readonly #beside = new Map<string, Beside>();
  /** Changes with everything that the shapes are made of but the definition. */
  #age = 0;
  readonly #shapes = new WeakMap<StateMachine, { age: number; shapes: ReadonlyMap<State, StateShapes> }>();

  constructor(session: Session) {
    this.#session = session;
  }

  runEnded(values: RunValues): void {
    if (!this.#session.open.get(values.uri)) return;
    this.#runs.set(values.uri, { values, states: new Map(values.states.map((state) => [state.name, state])) });
    this.#age++;
  }

  /** The document was closed. */
  forget(uri: string): void {
    this.#runs.delete(uri);
    this.#beside.delete(uri);
  }

  filesChanged(): void {
    this.#beside.clear();
    this.#age++;
  }

  /** Reads what there is to know about the data of a workflow. Never rejects. */
  async load(uri: string, machine: StateMachine): Promise<void> {
    const resources = new Set(tasksOf(machine).map(resourceOf));
    const known = [...resources].map((each) =>
      this.#session.integrations.actionOf(each) ? undefined : this.#loadAction(each),
    );
    if (!this.#beside.has(uri)) {
      this.#beside.set(uri, await readBeside(this.#session, uri));
      this.#age++;
    }
    await Promise.all(known);
  }

  /** Call `load` before. */
  shapesIn(uri: string, machine: StateMachine): ReadonlyMap<State, StateShapes> {
    const made = this.#shapes.get(machine);
    if (made?.age === this.#age) return made.shapes;
    const shapes = machineShapes(machine, this.#known(uri));
    this.#shapes.set(machine, { age: this.#age, shapes });
    return shapes;
  }

  lastValues(uri: string, state: string): LastValues {
    const { input, result, output } = this.#runs.get(uri)?.states.get(state) ?? {};
    return { input: jsonIn(input), result: jsonIn(result), output: jsonIn(output) };
  }

  lastVariable(uri: string, name: string): Json | undefined {
    return jsonIn(this.#runs.get(uri)?.values.variables.find((each) => each.name === name)?.value);
  }

  async #loadAction(resource: string): Promise<void> {
    await this.#session.integrations.load(resource);
    if (this.#session.integrations.actionOf(resource)) this.#age++;
  }

  #known(uri: string): KnownData {
    const run = this.#runs.get(uri);
    const { input, mocked } = this.#beside.get(uri) ?? nothingBeside;
    return {
      input: joinShapes(seen(run?.values.input), input),
      result: (task) => joinShapes(mocked.get(task.name) ?? unknown, this.#response(task)),
      observed: (name) => {
        const state = run?.states.get(name);
        return { input: seen(state?.input), result: seen(state?.result), output: seen(state?.output) };
      },
    };
  }

  #response(task: TaskState): Shape {
    const resource = parseResource(resourceOf(task));
    const pattern = ('pattern' in resource && resource.pattern) || 'requestResponse';
    const members = this.#session.integrations.actionOf(resourceOf(task))?.response(pattern);
    return members ? objectShape(members.map(({ name, type }) => [name, shapeOfType(type)])) : unknown;
  }
}

function tasksOf({ states }: StateMachine): TaskState[] {
  return states.filter((state) => state.type === 'Task');
}

function resourceOf({ resource }: TaskState): string {
  return 'value' in resource ? resource.value : '';
}

function seen(text: string | undefined): Shape {
  const value = jsonIn(text);
  return value === undefined ? unknown : shapeOf(value);
}

function jsonIn(text: string | undefined): Json | undefined {
  if (text === undefined) return undefined;
  const { root, problems } = parseJson(text);
  return problems.length > 0 ? undefined : toJson(root);
}

async function readBeside(session: Session, uri: string): Promise<Beside> {
  const path = pathOf(uri);
  if (path === undefined) return nothingBeside;
  const [input, mocked] = await Promise.all([readInputs(path), readMocked(session, uri)]);
  return { input, mocked };
}

/** The inputs that runs of the workflow offer: `NAME.input.json` and `NAME.CASE.input.json` beside it. */
async function readInputs(path: string): Promise<Shape> {
  const folder = dirname(path);
  const name = workflowNameOf(basename(path));
  const names = await readdir(folder).catch(() => []);
  const inputs = names.filter((each) => each.startsWith(name) && each.endsWith('.input.json')).slice(0, mostInputs);
  const texts = await Promise.all(inputs.map((each) => readText(join(folder, each))));
  return joinAll(texts.map(seen));
}

async function readMocked(session: Session, uri: string): Promise<ReadonlyMap<string, Shape>> {
  for (const place of mockPlacesOf(session, uri)) {
    const path = pathOf(place);
    const text = session.open.get(place)?.getText() ?? (path === undefined ? undefined : await readText(path));
    if (text !== undefined) return mockedResults(parseMocks(text), decodeURIComponent(workflowNameOf(uri)));
  }
  return new Map();
}

function mockedResults(file: MockFile, name: string): ReadonlyMap<string, Shape> {
  const results = new Map<string, Shape>();
  const machine = file.machines.get(machineNamed(file, name) ?? '');
  for (const { states } of machine?.testCases.values() ?? []) {
    for (const [state, { response }] of states) {
      const entries = file.responses.get(response)?.entries ?? [];
      const shapes = entries.map(({ outcome }) => (outcome.kind === 'return' ? shapeOf(outcome.value) : unknown));
      results.set(state, joinShapes(results.get(state) ?? unknown, joinAll(shapes)));
    }
  }
  return results;
}
