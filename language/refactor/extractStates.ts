import { checkJsonata } from '../expressions/checkJsonata.ts';
import { type JsonObject, objectOf } from '../json.ts';
import { workflowNameOf } from '../mocks/mockPlaces.ts';
import { availableAt, expressionsIn, pathsIn } from '../model/expressionsIn.ts';
import { objectsIn } from '../model/objectsIn.ts';
import { removeMembers } from '../syntax/editTree.ts';
import { memberOf } from '../syntax/syntaxTree.ts';
import { styleOf, type WritingStyle } from '../syntax/writeValue.ts';
import { editedPart, type TextEdit, type TextRange } from '../text.ts';
import { freeName, memberOfState, statesNode } from './findNode.ts';
import { leadTo, leave, leavingMembers } from './graph/graphLeaving.ts';
import { setTarget } from './graph/graphPlaces.ts';
import { type Kept, writeKept } from './keptText.ts';
import type { WrittenDefinition } from './mends/mend.ts';
import type { Refactoring } from './refactorings.ts';
import { assignedIn, groupAt, type StateGroup } from './stateGroup.ts';

/**
 * The selected states into a scope of their own: a branch of a Parallel and a child machine keep what the workflow does
 * (but that an error of the child is States.TaskFailed), a Map does it for each item of what was one input.
 */
export function extractStates(range: TextRange, written: WrittenDefinition): readonly Refactoring[] {
  const group = groupAt(written.machine, range);
  if (group === undefined) return [];
  const title = typeof group === 'string' || group.states.length > 1 ? 'the selected states' : `“${group.entry.name}”`;
  return kinds.flatMap((kind) => {
    if (kind.title === 'Extract' && written.file === undefined) return [];
    const named = kind.titleOf(title);
    const reason = typeof group === 'string' ? group : kind.refusal(group, written);
    if (typeof group === 'string' || reason !== undefined) return [{ title: named, edits: [], refused: reason ?? '' }];
    return kind.extract(named, group, written);
  });
}

interface Kind {
  readonly title: 'Move' | 'Wrap' | 'Extract';
  titleOf(what: string): string;
  /** Why it cannot be done. */
  refusal(group: StateGroup, written: WrittenDefinition): string | undefined;
  extract(title: string, group: StateGroup, written: WrittenDefinition): readonly Refactoring[];
}

// What stands for the moved text until the rest is written; nobody names a state like this.
const marker = '\u0001states';

const kinds: readonly Kind[] = [
  {
    title: 'Move',
    titleOf: (what) => `Move ${what} into a branch of a Parallel`,
    refusal: assignedIn,
    extract: (title, group, written) => wrap(title, 'Parallel', group, written),
  },
  {
    title: 'Wrap',
    titleOf: (what) => `Wrap ${what} in a Map over the input`,
    refusal: assignedIn,
    extract: (title, group, written) => wrap(title, 'Map', group, written),
  },
  {
    title: 'Extract',
    titleOf: (what) => `Extract ${what} into a state machine of its own`,
    refusal: ties,
    extract: toChild,
  },
];

function isJsonata({ machine }: WrittenDefinition): boolean {
  return machine.queryLanguage === 'JSONata';
}

function wrap(
  title: string,
  type: 'Parallel' | 'Map',
  group: StateGroup,
  written: WrittenDefinition,
): readonly Refactoring[] {
  const wrapped = wrapGroup(type, group, written);
  return typeof wrapped === 'string' ? [] : [{ title, edits: wrapped.edits }];
}

/** The group inside a Parallel or Map in its place, which has this name; a text says why that cannot be. */
export function wrapGroup(
  type: 'Parallel' | 'Map',
  group: StateGroup,
  written: WrittenDefinition,
): { readonly name: string; readonly edits: readonly TextEdit[] } | string {
  const reason = assignedIn(group);
  if (reason !== undefined) return reason;
  const style = styleAround(group, written);
  const name = freeName(written.machine, type);
  if (style === undefined) return { name, edits: [] };
  const body = { Type: type, ...wrapBody(type, scopeOf(group, written), written), ...leavingMembers(group.following) };
  return { name, edits: inPlace(writeKept(name, body, style, [keptOf(group, written, style)]), name, group, written) };
}

/** What makes a scope the inside of a Parallel or Map. The Parallel's output is that of its only branch. */
export function wrapBody(type: 'Parallel' | 'Map', scope: JsonObject, written: WrittenDefinition): JsonObject {
  if (type === 'Map') return { ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...scope } };
  const output = isJsonata(written) ? { Output: '{% $states.result[0] %}' } : { OutputPath: '$[0]' };
  return { Branches: [scope], ...output };
}

function styleAround({ scope }: StateGroup, { text }: WrittenDefinition): WritingStyle | undefined {
  const node = statesNode(scope);
  return node && styleOf(text, node);
}

/** The members of the scope that the states move to. What led to the state that follows ends there. */
function scopeOf({ entry, leaving }: StateGroup, { machine }: WrittenDefinition): JsonObject {
  const needsEnd = leaving.some(({ kind }) => kind !== 'next');
  return {
    StartAt: entry.name,
    States: objectOf([[marker, 0], ...(needsEnd ? [[freeName(machine, 'Done'), { Type: 'Succeed' }] as const] : [])]),
  };
}

/** The text of the states, with what is between those that stand side by side. */
function keptOf(group: StateGroup, written: WrittenDefinition, style: WritingStyle): Kept {
  const { text, machine } = written;
  const done = freeName(machine, 'Done');
  const edits = group.leaving.flatMap((edge) =>
    edge.kind === 'next' ? leave(written, edge.state, { end: true }) : setTarget(written, edge.transition, done),
  );
  const separator =
    style.form === 'block' ? `\n${style.indent}` : style.indent === undefined ? ', ' : `,\n${style.indent}`;
  const parts = runsOf(group, written).map((run) =>
    editedPart(
      text,
      run,
      edits.filter(({ range }) => run.start <= range.start && range.end <= run.end),
    ).trimEnd(),
  );
  return { marker, text: parts.join(separator), indent: style.indent ?? '' };
}

/** The spans of members that stand side by side, with what a comment says behind the last of them. */
function runsOf({ scope, states }: StateGroup, { text }: WrittenDefinition): readonly TextRange[] {
  const members = statesNode(scope)?.members ?? [];
  const runs: TextRange[] = [];
  for (const [at, { range }] of members.entries()) {
    const isInside = (index: number) => states.some((state) => state.range.start === members[index]?.range.start);
    if (!isInside(at)) continue;
    const last = at > 0 && isInside(at - 1) ? runs.pop() : undefined;
    runs.push({ start: last?.start ?? range.start, end: range.end });
  }
  return runs.map(({ start, end }) => {
    const written = text.slice(start, end).trimEnd();
    const comment = /^[ \t]+#[^\r\n]*/.exec(text.slice(start + written.length))?.[0] ?? '';
    return { start, end: start + written.length + comment.length };
  });
}

/** Edits that put a new state in the place of the group, which everything then leads to. */
function inPlace(member: string, name: string, group: StateGroup, written: WrittenDefinition): readonly TextEdit[] {
  const { text } = written;
  const [first, ...others] = runsOf(group, written);
  const node = statesNode(group.scope);
  if (first === undefined || node === undefined) return [];
  const within = (run: TextRange, start: number) => run.start <= start && start < run.end;
  const gone = group.states
    .flatMap((state) => memberOfState(state)?.member ?? [])
    .filter(({ range }) => others.some((run) => within(run, range.start)));
  return [
    { range: first, newText: member },
    ...removeMembers(text, node, gone),
    ...group.entering.flatMap((edge) => leadTo(written, edge, name)),
  ];
}

/** What binds states to the execution that they are in. */
function ties(group: StateGroup, { machine }: WrittenDefinition): string | undefined {
  const assigned = assignedIn(group);
  if (assigned !== undefined) return assigned;
  const isInside = (start: number) => group.states.some(({ range }) => range.start <= start && start < range.end);
  for (const found of expressionsIn(objectsIn(machine))) {
    const { expression, node } = found;
    if (!isInside(node.range.start)) continue;
    const paths = expression.kind === 'jsonata' ? [] : pathsIn(expression).map(({ path }) => path);
    if (paths.some(({ root }) => root === 'context') || node.value.includes('$states.context'))
      return 'The states read the context object, which would be that of the child.';
    const reads = expression.kind === 'jsonata' ? checkJsonata(expression, availableAt(found)).variables : [];
    if (reads.length > 0 || paths.some(({ variable }) => variable !== undefined))
      return 'The states read variables, which a child does not see.';
  }
  return undefined;
}

function toChild(title: string, group: StateGroup, written: WrittenDefinition): readonly Refactoring[] {
  const { machine, file } = written;
  const style = styleAround(group, written);
  if (style === undefined || file === undefined) return [];
  const name = freeName(machine, `Run ${group.entry.name}`.slice(0, 76));
  const child = `${workflowNameOf(file.name)}-${group.entry.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}`;
  const body = { Type: 'Task', ...callOf(child.slice(0, 80), isJsonata(written)), ...leavingMembers(group.following) };
  const ending = file.format === 'json' ? 'asl.json' : 'asl.yaml';
  return [
    {
      title,
      edits: inPlace(writeKept(name, body, style, []), name, group, written),
      newFile: { name: `${child.slice(0, 80)}.${ending}`, text: childText(group, written, style) },
    },
  ];
}

/** The region and account are made up: nobody knows yet where the child will be. */
function callOf(child: string, jsonata: boolean): JsonObject {
  const Resource = 'arn:aws:states:::states:startExecution.sync:2';
  const StateMachineArn = `arn:aws:states:us-east-1:123456789012:stateMachine:${child}`;
  if (jsonata)
    return {
      Resource,
      Arguments: { StateMachineArn, Input: '{% $states.input %}' },
      Output: '{% $states.result.Output %}',
    };
  return { Resource, Parameters: { StateMachineArn, 'Input.$': '$' }, OutputPath: '$.Output' };
}

function childText(group: StateGroup, written: WrittenDefinition, { form, indent }: WritingStyle): string {
  const { text, machine } = written;
  const isBlock = form === 'block';
  const style: WritingStyle = { form, indent: isBlock ? '' : '  ' };
  const kept = keptOf(group, written, { form, indent });
  const language = memberOf(machine.top.node, 'QueryLanguage') && { QueryLanguage: machine.queryLanguage };
  const members = Object.entries({ ...language, ...scopeOf(group, written) });
  const lines = members.map(([key, value]) => writeKept(key, value, style, key === 'States' ? [kept] : []));
  const child = isBlock ? lines.join('\n') : `{\n  ${lines.join(',\n  ')}\n}`;
  return text.includes('\r\n') ? `${child}\n`.replaceAll(/\r?\n/g, '\r\n') : `${child}\n`;
}
