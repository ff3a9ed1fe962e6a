import type { Catcher, Scope, State, StateMachine, Transition } from '../model/stateMachine.ts';
import { hasBrokenPart } from './brokenParts.ts';
import { choiceLabels } from './choiceLabels.ts';
import { describeCondition } from './describeCondition.ts';
import { describeState, serviceOf, startsWorkflow } from './describeState.ts';
import type { Graph, GraphEdge, GraphScope, MarkNode, StateNode } from './graph.ts';
import { shorten } from './shorten.ts';

/** Longer labels are cut on the picture and full in the tooltip, up to the second length. */
const labelLength = 34;
const fullLabelLength = 1000;

/** The picture of a state machine, however broken. Never throws. */
export function buildGraph(machine: StateMachine): Graph {
  const scopes: GraphScope[] = [];
  const waiting: { scope: Scope; title: string | undefined }[] = [{ scope: machine.top, title: undefined }];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    scopes.push(buildScope(next.scope, next.title));
    for (const state of next.scope.states.values()) waiting.push(...insideOf(state));
  }
  return { scopes };
}

function insideOf(state: State): { scope: Scope; title: string | undefined }[] {
  if (state.type === 'Parallel') {
    return state.branches.map((scope, index) => ({ scope, title: `Branch ${index + 1}` }));
  }
  if (state.type === 'Map' && !('kind' in state.processor)) return [{ scope: state.processor, title: undefined }];
  return [];
}

function buildScope(scope: Scope, title: string | undefined): GraphScope {
  const outline = new ScopeOutline(scope);
  if (scope.startAt) outline.leadFromStart(scope.startAt);
  for (const state of scope.states.values()) leaveState(outline, state);
  const reached = reachableFrom(outline.edges, startOf(scope) && outline.startId);
  const lost = new Set(outline.edges.filter(({ to }) => outline.isMissing(to)).map(({ from }) => from));
  const states = [...scope.states.values()].map((state) => stateNode(state, reached, lost.has(state.location)));
  const nodes = [...states, ...outline.marks];
  return { id: scope.location, owner: scope.owner?.location, title, nodes, edges: outline.edges };
}

/** StartAt, when it names a state. Without it nobody can say what is unreachable. */
function startOf({ startAt, states }: Scope): Transition | undefined {
  return startAt && states.has(startAt.target) ? startAt : undefined;
}

function stateNode(state: State, reached: ReadonlySet<string> | undefined, leadsNowhere: boolean): StateNode {
  return {
    kind: 'state',
    id: state.location,
    name: state.name,
    type: state.type,
    detail: describeState(state),
    service: serviceOf(state),
    comment: state.comment,
    range: state.range,
    unreachable: reached !== undefined && !reached.has(state.location),
    broken: leadsNowhere || hasBrokenPart(state),
    hasRetry: 'retry' in state && state.retry.length > 0,
    ...(startsWorkflow(state) && { starts: true }),
    inside: insideOf(state).map(({ scope }) => scope.location),
  };
}

/** The transitions of one state. Succeed and Fail are ends themselves and lead nowhere. */
function leaveState(outline: ScopeOutline, state: State): void {
  const from = state.location;
  if (state.type === 'Broken') {
    for (const transition of state.transitions) outline.lead(from, transition, 'next', transition.location);
    return;
  }
  if (state.type === 'Choice') {
    const labels = choiceLabels(state.choices.map(({ condition }) => condition));
    state.choices.forEach(({ condition, next }, index) => {
      const words = { label: labels[index], full: describeCondition(condition) };
      if (next) outline.lead(from, next, 'choice', `${from}/Choices[${index}]`, words);
    });
    const otherwise = { label: 'otherwise', full: 'otherwise' };
    if (state.defaultNext) outline.lead(from, state.defaultNext, 'default', `${from}/Default`, otherwise);
  }
  if ('next' in state && state.next) outline.lead(from, state.next, 'next', `${from}/Next`);
  if ('end' in state && state.end && !state.next) outline.leadToEnd(from);
  if ('catch' in state) {
    state.catch.forEach((catcher, index) => {
      if (catcher.next) outline.lead(from, catcher.next, 'catch', `${from}/Catch[${index}]`, errorWords(catcher));
    });
  }
}

function errorWords({ errorEquals }: Catcher): Words {
  const full = errorEquals.map(({ value }) => value).join(', ');
  return { label: shorten(full, labelLength), full };
}

/** What an edge says on the picture and, in full, in its tooltip. */
interface Words {
  readonly label: string | undefined;
  readonly full: string;
}

/** What a scope's picture holds beside its states: edges, and the marks for start, end and missing targets. */
class ScopeOutline {
  readonly edges: GraphEdge[] = [];
  readonly startId: string;
  readonly #scope: Scope;
  readonly #marks = new Map<string, MarkNode>();

  constructor(scope: Scope) {
    this.#scope = scope;
    this.startId = `${scope.location}#start`;
  }

  get marks(): readonly MarkNode[] {
    return [...this.#marks.values()];
  }

  isMissing(id: string): boolean {
    return this.#marks.get(id)?.kind === 'missing';
  }

  leadFromStart(transition: Transition): void {
    this.#marks.set(this.startId, { kind: 'start', id: this.startId, name: 'Start' });
    this.lead(this.startId, transition, 'start', `${this.#scope.location}/StartAt`);
  }

  leadToEnd(from: string): void {
    const id = `${this.#scope.location}#end`;
    this.#marks.set(id, { kind: 'end', id, name: 'End' });
    this.edges.push({ id: `${from}/End`, from, to: id, kind: 'end', label: undefined, fullLabel: undefined });
  }

  lead(from: string, { target }: Transition, kind: GraphEdge['kind'], id: string, words?: Words): void {
    this.edges.push({
      id,
      from,
      to: this.#idOf(target),
      kind,
      label: words?.label,
      fullLabel: words && shorten(words.full, fullLabelLength),
    });
  }

  #idOf(target: string): string {
    const state = this.#scope.states.get(target);
    if (state) return state.location;
    const id = `${this.#scope.location}#missing/${target}`;
    this.#marks.set(id, { kind: 'missing', id, name: target });
    return id;
  }
}

/** The ids of what can be reached; undefined when nothing says where the scope starts. */
function reachableFrom(edges: readonly GraphEdge[], start: string | undefined): ReadonlySet<string> | undefined {
  if (start === undefined) return undefined;
  const targets = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const known = targets.get(from);
    if (known) known.push(to);
    else targets.set(from, [to]);
  }
  const reached = new Set([start]);
  for (const id of reached) {
    for (const target of targets.get(id) ?? []) reached.add(target);
  }
  return reached;
}
