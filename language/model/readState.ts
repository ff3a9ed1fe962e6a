import type { MemberNode, ObjectNode, SyntaxNode } from '../syntax/syntaxTree.ts';
import { toJson } from '../syntax/syntaxTree.ts';
import { readChoice } from './readChoice.ts';
import { readNumber, readTemplateField, readText, withDataFlow } from './readDataFlow.ts';
import { readCatcher, readRetrier } from './readErrorHandling.ts';
import {
  broken,
  fieldsIn,
  ListedPlace,
  listOf,
  nodeOf,
  objectOf,
  type ReadingPlace,
  readEnd,
  readList,
  requiredText,
  textOf,
  transitionAt,
} from './readFields.ts';
import { missingProcessor, processorField, readMap } from './readMap.ts';
import type {
  BrokenState,
  Located,
  MapState,
  ParallelState,
  QueryLanguage,
  Scope,
  State,
  StateBase,
  StateType,
  Transition,
  WaitState,
} from './stateMachine.ts';

/** What is the same everywhere in one definition, and the list of all its states as it grows. */
export interface Reading {
  readonly queryLanguage: QueryLanguage;
  /** A state that was read of the node before. */
  readonly known: (node: ObjectNode) => State | undefined;
  readonly states: State[];
}

/** Reads StartAt and States. `owner` is the Parallel or Map state around them. */
export function readScope(node: ObjectNode, location: string, owner: Scope['owner'], reading: Reading): Scope {
  const states = new Map<string, State>();
  const scope: Scope = {
    startAt: transitionAt({ node, location }, 'StartAt'),
    states,
    comment: textOf(node, 'Comment'),
    node,
    location,
    owner,
  };
  for (const member of objectOf(nodeOf(node, 'States'))?.members ?? []) {
    const state = readState(member, scope, reading);
    if (!states.has(state.name)) states.set(state.name, state);
  }
  return scope;
}

function readState(member: MemberNode, scope: Scope, reading: Reading): State {
  const node = objectOf(member.value);
  const location = `${scope.location}/States/${member.key.value}`;
  const same = node && reading.known(node);
  if (same?.location === location && languageOf(node, reading.queryLanguage) === same.queryLanguage) {
    return readAgain(same, scope, reading);
  }
  const type = textOf(node, 'Type');
  const known = isStateType(type) ? type : undefined;
  const object = known ?? 'Pass';
  const language = languageOf(node, reading.queryLanguage);
  const place: ReadingPlace = { object, node, language, location, prefix: '' };
  const base: StateBase = {
    name: member.key.value,
    nameRange: member.key.range,
    range: member.range,
    node,
    scope,
    location,
    queryLanguage: language,
    comment: textOf(node, 'Comment'),
    fields: fieldsIn(node, object),
  };
  if (known === 'Parallel') return readParallel(base, place, reading);
  if (known === 'Map') return readMapWithProcessor(base, place, reading);
  const state = known === undefined ? brokenState(base, place, member.value) : readSimple(known, base, place);
  reading.states.push(state);
  return state;
}

/** All but what stands around it and inside it is the same as before. */
function readAgain(known: State, scope: Scope, reading: Reading): State {
  switch (known.type) {
    case 'Parallel':
      return fillParallel({ ...known, scope, branches: [] }, reading);
    case 'Map':
      return fillMap({ ...known, scope }, reading);
    default: {
      const state = { ...known, scope };
      reading.states.push(state);
      return state;
    }
  }
}

/** A state sets its own language, or has the machine's; never that of a Map or Parallel around it. */
function languageOf(state: ObjectNode | undefined, machine: QueryLanguage): QueryLanguage {
  const value = nodeOf(state, 'QueryLanguage');
  if (value === undefined || value.kind === 'hole') return machine;
  return value.kind === 'string' && value.value === 'JSONPath' ? 'JSONPath' : 'JSONata';
}

function readSimple(type: Exclude<StateType, 'Parallel' | 'Map'>, base: StateBase, place: ReadingPlace): State {
  switch (type) {
    case 'Pass':
      return {
        ...withDataFlow(base, place),
        type,
        next: transitionAt(place, 'Next'),
        end: readEnd(place),
        result: readResult(place),
      };
    case 'Task':
      return {
        ...withDataFlow(base, place),
        type,
        next: transitionAt(place, 'Next'),
        end: readEnd(place),
        retry: readList(place, 'Retry', readRetrier),
        catch: readList(place, 'Catch', readCatcher),
        resource: requiredText(place, 'Resource', base.nameRange),
        credentials: readTemplateField(place, 'Credentials'),
        timeoutSeconds: readNumber(place, 'TimeoutSeconds'),
        heartbeatSeconds: readNumber(place, 'HeartbeatSeconds'),
      };
    case 'Choice':
      return readChoice(base, place);
    case 'Wait':
      return {
        ...withDataFlow(base, place),
        type,
        next: transitionAt(place, 'Next'),
        end: readEnd(place),
        until: readUntil(base, place),
      };
    case 'Succeed':
      return { ...withDataFlow(base, place), type };
    case 'Fail':
      return { ...base, type, error: readText(place, 'Error'), cause: readText(place, 'Cause') };
    default:
      return type satisfies never;
  }
}

function readResult(place: ReadingPlace): Located<ReturnType<typeof toJson>> | undefined {
  const node = place.language === 'JSONPath' ? nodeOf(place.node, 'Result') : undefined;
  return node && { value: toJson(node), range: node.range };
}

function readUntil(base: StateBase, place: ReadingPlace): WaitState['until'] {
  const seconds = readNumber(place, 'Seconds');
  if (seconds !== undefined) return { kind: 'seconds', seconds };
  const timestamp = readText(place, 'Timestamp');
  if (timestamp !== undefined) return { kind: 'timestamp', timestamp };
  return broken(undefined, base.nameRange, 'A Wait state needs Seconds or Timestamp.');
}

/** The state and its scopes name each other: the state is made and listed first, its branches are filled in after. */
function readParallel(base: StateBase, place: ReadingPlace, reading: Reading): ParallelState {
  return fillParallel(
    {
      ...withDataFlow(base, place),
      type: 'Parallel',
      next: transitionAt(place, 'Next'),
      end: readEnd(place),
      retry: readList(place, 'Retry', readRetrier),
      catch: readList(place, 'Catch', readCatcher),
      branches: [],
    },
    reading,
  );
}

function fillParallel(state: ParallelState & { readonly branches: Scope[] }, reading: Reading): ParallelState {
  reading.states.push(state);
  listOf(state.node, 'Branches').forEach((branch, index) => {
    const node = objectOf(branch) ?? { kind: 'object', members: [], range: branch.range };
    state.branches.push(readScope(node, `${state.location}/Branches[${index}]`, state, reading));
  });
  return state;
}

function readMapWithProcessor(base: StateBase, place: ReadingPlace, reading: Reading): MapState {
  return fillMap({ ...readMap(base, place), processor: missingProcessor(place, base) }, reading);
}

function fillMap(state: { -readonly [K in keyof MapState]: MapState[K] }, reading: Reading): MapState {
  reading.states.push(state);
  const name = processorField(state);
  const node = objectOf(nodeOf(state.node, name));
  if (node) state.processor = readScope(node, `${state.location}/${name}`, state, reading);
  return state;
}

function brokenState(base: StateBase, place: ReadingPlace, body: SyntaxNode | undefined): BrokenState {
  return { ...base, type: 'Broken', reason: brokenReason(base, body), body, transitions: transitionsIn(place) };
}

function brokenReason(base: StateBase, value: SyntaxNode | undefined): string {
  if (value?.kind === 'hole') return `The placeholder ${value.text} has no value.`;
  if (base.node === undefined) return 'A state must be an object.';
  return base.fields.has('Type') ? 'The Type of this state is unknown.' : 'This state has no Type.';
}

/** Where a state of unknown type may lead, so that the states after it are not orphans. */
function transitionsIn(place: ReadingPlace): readonly Transition[] {
  const inLists = ['Choices', 'Catch'].flatMap((list) =>
    readList(place, list, (node, index) => transitionAt(new ListedPlace('Catcher', node, place, list, index), 'Next')),
  );
  const own = ['Next', 'Default'].map((name) => transitionAt(place, name));
  return [...own, ...inLists].filter((transition) => transition !== undefined);
}

const stateTypes: ReadonlySet<string> = new Set<StateType>([
  'Pass',
  'Task',
  'Choice',
  'Wait',
  'Succeed',
  'Fail',
  'Parallel',
  'Map',
]);

export function isStateType(type: string | undefined): type is StateType {
  return type !== undefined && stateTypes.has(type);
}
