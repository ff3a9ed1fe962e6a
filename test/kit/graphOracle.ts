import { buildGraph } from '../../language/graph/buildGraph.ts';
import type { GraphEdge } from '../../language/graph/graph.ts';
import type { GraphEdit } from '../../language/graph/graphEdit.ts';
import { isArray, isObject, type Json, type JsonObject } from '../../language/json.ts';
import type { StateMachine } from '../../language/model/stateMachine.ts';
import { toJson } from '../../language/syntax/syntaxTree.ts';

type Edge = Pick<GraphEdge, 'id' | 'from' | 'to' | 'kind'>;

/** What a picture says, and what each state is apart from its transitions and the states inside it. */
export interface Meaning {
  readonly states: ReadonlyMap<string, JsonObject>;
  readonly edges: readonly Edge[];
}

export function meaningOf(machine: StateMachine): Meaning {
  const { scopes } = buildGraph(machine);
  const written = new Map(machine.states.map((state) => [state.location, toJson(state.node)]));
  const nodes = scopes.flatMap((scope) => scope.nodes.filter(({ kind }) => kind === 'state'));
  return {
    states: new Map(nodes.map(({ id }) => [id, ownPart(written.get(id) ?? null)])),
    edges: scopes.flatMap((scope) => scope.edges),
  };
}

/**
 * The first thing about the picture after an edit that is not as it must be, worked out from the picture before it
 * alone; undefined when all is well. `selected` is the state that the edit says it is about.
 */
export function wrongAfter(before: Meaning, edit: GraphEdit, selected: string, after: Meaning): string | undefined {
  const expected = expectedAfter(before, edit, selected, after);
  if (typeof expected === 'string') return expected;
  const added = new Set([...after.states.keys()].filter((id) => !expected.states.has(id)));
  if (edit.kind === 'duplicate') {
    const inside = (id: string) => [...after.states.keys()].filter((each) => isWithin(each, id)).length;
    if (inside(selected) !== inside(edit.state)) return 'the copy does not have the same inside';
  } else if (added.size > 0 && edit.kind !== 'add') return `${[...added].join()} should not be there`;
  for (const [id, body] of expected.states) {
    const now = after.states.get(id);
    if (!now) return `${id} is gone`;
    if (edit.kind !== 'setField' && JSON.stringify(now) !== JSON.stringify(body))
      return `${id} became ${JSON.stringify(now)} from ${JSON.stringify(body)}`;
  }
  const isNew = (id: string) =>
    added.has(id) || isInsideAny(id, added) || (edit.kind === 'duplicate' && id !== selected && isWithin(id, selected));
  const wanted = expected.edges.map(words).toSorted();
  const has = after.edges
    .filter(({ from }) => !isNew(from))
    .map(words)
    .toSorted();
  const missing = wanted.find((edge, at) => has[at] !== edge) ?? has[wanted.length];
  return missing && `edges: wanted\n${wanted.join('\n')}\nbut there are\n${has.join('\n')}`;
}

function expectedAfter(before: Meaning, edit: GraphEdit, selected: string, after: Meaning): Meaning | string {
  const { states, edges } = before;
  switch (edit.kind) {
    case 'setField':
      return before;
    case 'rename':
      return moved(before, edit.state, selected);
    case 'redirect':
      return { states, edges: edges.map((edge) => (edge.id === edit.edge ? ledTo(edge, edit.to) : edge)) };
    case 'delete':
      return withoutStates(before, edit.states, edit.instead);
    case 'duplicate':
      return withCopy(before, edit.state, selected);
    case 'wrap':
      return wrapped(before, edit.states, { outer: selected, type: edit.in }, after);
    case 'add': {
      if (before.states.has(selected) || !after.states.has(selected)) return `${selected} is not new`;
      const { place } = edit;
      switch (place.kind) {
        case 'first':
          return before;
        case 'before':
          return { states, edges: edges.map((edge) => (edge.to === place.state ? ledTo(edge, selected) : edge)) };
        case 'on':
          return { states, edges: edges.map((edge) => (edge.id === place.edge ? ledTo(edge, selected) : edge)) };
        case 'after':
          return { states, edges: followedBy(before, place.state, selected) };
      }
    }
  }
}

function followedBy({ edges, states }: Meaning, id: string, next: string): readonly Edge[] {
  const isWayOn = ({ from, kind }: Edge) => from === id && (kind === 'next' || kind === 'end');
  if (edges.some(isWayOn)) return edges.map((edge) => (isWayOn(edge) ? ledTo(edge, next) : edge));
  const isChoice = states.get(id)?.Type === 'Choice';
  return [...edges, { id: '', from: id, to: next, kind: isChoice ? 'default' : 'next' }];
}

function ledTo(edge: Edge, to: string): Edge {
  const kind = to.endsWith('#end') ? 'end' : edge.kind === 'end' ? 'next' : edge.kind;
  return { ...edge, to, kind };
}

function withoutStates({ states, edges }: Meaning, ids: readonly string[], instead: string | undefined): Meaning {
  const isGone = (id: string) => ids.some((each) => isWithin(id, each));
  const ways = edges.filter(({ from, to, kind }) => ids.includes(from) && !ids.includes(to) && kind !== 'catch');
  const to = instead ?? ways[0]?.to ?? `${scopeOf(ids[0] ?? '')}#end`;
  return {
    states: new Map([...states].filter(([each]) => !isGone(each))),
    edges: edges.filter(({ from }) => !isGone(from)).map((edge) => (ids.includes(edge.to) ? ledTo(edge, to) : edge)),
  };
}

function withCopy({ states, edges }: Meaning, id: string, copy: string): Meaning {
  const original = { states, edges };
  const inside = [...states].filter(([each]) => isWithin(each, id));
  const own = edges.filter(({ from }) => from === id).map((edge) => ({ ...edge, from: copy }));
  const circles = own.map((edge) => (edge.to === id ? { ...edge, to: copy } : edge));
  const isReadable = stateTypes.has(String(states.get(id)?.Type));
  const hasWayOn = isReadable && edges.some(({ from, kind }) => from === id && (kind === 'next' || kind === 'end'));
  return {
    states: new Map([...states, [copy, inside[0]?.[1] ?? {}]]),
    edges: [...(hasWayOn ? followedBy(original, id, copy) : edges), ...circles],
  };
}

/** The state that others are wrapped in. */
interface Wrap {
  readonly outer: string;
  readonly type: 'Parallel' | 'Map';
}

function wrapped(before: Meaning, ids: readonly string[], wrap: Wrap, after: Meaning): Meaning {
  const [id = '', ...others] = ids;
  return others.length === 0 ? wrappedAlone(before, id, wrap, after) : wrappedTogether(before, ids, wrap, after);
}

/** The scope inside of what wraps states, and what else that state says. */
function insideOf({ outer, type }: Wrap, after: Meaning): { readonly scope: string; readonly body: JsonObject } {
  if (type === 'Map') return { scope: `${outer}/ItemProcessor`, body: { Type: type } };
  // A Parallel's output is that of its branch.
  const isJsonata = after.states.get(outer)?.Output !== undefined;
  const output: JsonObject = isJsonata ? { Output: '{% $states.result[0] %}' } : { OutputPath: '$[0]' };
  return { scope: `${outer}/Branches[0]`, body: { ...output, Type: type } };
}

/** States with one way in and at most one way on. What leads there otherwise than by Next ends in a state of its own. */
function wrappedTogether(before: Meaning, ids: readonly string[], wrap: Wrap, after: Meaning): Meaning {
  const { outer } = wrap;
  const { scope, body } = insideOf(wrap, after);
  const inner = ids.map((id) => `${scope}/States/${nameOf(id)}`);
  const { states, edges } = ids.reduce((each, id, at) => moved(each, id, inner[at] ?? ''), before);
  const done = [...after.states.keys()].find((id) => scopeOf(id) === scope && !inner.includes(id));
  const within = edges.map((edge) => {
    const [comes, stays] = [inner.includes(edge.from), inner.includes(edge.to)];
    if (comes === stays) return edge;
    if (stays) return { ...edge, to: outer };
    const isWayOn = edge.kind === 'next' || edge.kind === 'end';
    return isWayOn ? { ...edge, to: `${scope}#end`, kind: 'end' as const } : { ...edge, to: done ?? '' };
  });
  const follower = before.edges.find(({ from, to, kind }) => ids.includes(from) && !ids.includes(to) && kind !== 'end');
  const entry = before.edges.find(({ from, to }) => !ids.includes(from) && ids.includes(to))?.to;
  const first = entry ?? [...before.states.keys()].find((id) => ids.includes(id)) ?? '';
  return {
    states: new Map([...states, [outer, body], ...(done === undefined ? [] : [[done, { Type: 'Succeed' }] as const])]),
    edges: [
      ...within,
      { id: '', from: `${scope}#start`, to: inner[ids.indexOf(first)] ?? '', kind: 'start' },
      follower
        ? { id: '', from: outer, to: follower.to, kind: 'next' }
        : { id: '', from: outer, to: `${scopeOf(first)}#end`, kind: 'end' },
    ],
  };
}

function wrappedAlone({ states, edges }: Meaning, id: string, wrap: Wrap, after: Meaning): Meaning {
  const { outer } = wrap;
  const { scope, body: around } = insideOf(wrap, after);
  const inner = `${scope}/States/${nameOf(id)}`;
  const { Catch, ...body } = states.get(id) ?? {};
  const own = edges.filter(({ from }) => from === id).map((edge) => ({ ...edge, from: outer }));
  const isEnd = body.Type === 'Succeed' || body.Type === 'Fail';
  const leaves = own.some(({ kind }) => kind !== 'catch');
  const ended: Edge = { id: '', from: outer, to: `${scopeOf(id)}#end`, kind: 'end' };
  const others = moved(
    {
      states: new Map([...states].filter(([each]) => each !== id)),
      edges: edges.filter(({ from }) => from !== id),
    },
    id,
    inner,
  );
  const entering = (edge: Edge) => (edge.to === id || edge.to === inner ? { ...edge, to: outer } : edge);
  return {
    states: new Map([...others.states, [outer, { ...(Catch !== undefined && { Catch }), ...around }], [inner, body]]),
    edges: [
      ...others.edges.map(entering),
      ...own.map(entering),
      ...(leaves ? [] : [ended]),
      { id: '', from: `${scope}#start`, to: inner, kind: 'start' },
      ...(isEnd ? [] : [{ id: '', from: inner, to: `${scope}#end`, kind: 'end' } as const]),
    ],
  };
}

/** The same with another place for a state and all that is inside it. */
function moved({ states, edges }: Meaning, from: string, to: string): Meaning {
  const place = (id: string) => (isWithin(id, from) ? to + id.slice(from.length) : id);
  return {
    states: new Map([...states].map(([id, body]) => [place(id), body])),
    edges: edges.map((edge) => ({ ...edge, from: place(edge.from), to: place(edge.to) })),
  };
}

/** The state itself, or a node inside it. Names may have slashes in them. */
function isWithin(id: string, state: string): boolean {
  return (
    id === state ||
    (id.startsWith(state) && /^\/(?:Branches\[\d+\]|ItemProcessor|Iterator)[/#]/.test(id.slice(state.length)))
  );
}

function isInsideAny(id: string, states: ReadonlySet<string>): boolean {
  return [...states].some((state) => isWithin(id, state));
}

function scopeOf(id: string): string {
  return id.slice(0, placeOfName(id));
}

function nameOf(id: string): string {
  return id.slice(placeOfName(id) + '/States/'.length);
}

function placeOfName(id: string): number {
  const [last] = [...id.matchAll(/(?:^|\/(?:Branches\[\d+\]|ItemProcessor|Iterator))(?=\/States\/)/g)].slice(-1);
  return last ? last.index + last[0].length : 0;
}

function words({ from, to, kind }: Edge): string {
  return `${from} -${kind}> ${to}`;
}

const stateTypes = new Set(['Pass', 'Task', 'Choice', 'Wait', 'Succeed', 'Fail', 'Parallel', 'Map']);
const waysOn = new Set(['Next', 'End', 'Default']);
const insides = new Set(['Branches', 'ItemProcessor', 'Iterator']);

function ownPart(body: Json): JsonObject {
  if (!isObject(body)) return {};
  const own = Object.entries(body).filter(([key]) => !waysOn.has(key) && !insides.has(key));
  const withoutTargets = own.map(([key, value]): [string, Json] => [
    key,
    (key === 'Catch' || key === 'Choices') && isArray(value) ? value.map(withoutNext) : value,
  ]);
  return Object.fromEntries(withoutTargets.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function withoutNext(rule: Json): Json {
  if (!isObject(rule)) return rule;
  return Object.fromEntries(Object.entries(rule).filter(([key]) => key !== 'Next'));
}
