import { buildGraph } from '../../language/graph/buildGraph.ts';
import type { Graph, GraphEdge, StateNode } from '../../language/graph/graph.ts';
import type { AddPlace, GraphEdit, StateStarter } from '../../language/graph/graphEdit.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import type { StateMachine } from '../../language/model/stateMachine.ts';
import { type DocumentKind, readDocument } from '../../language/readDocument.ts';
import { changeGraph, type GraphWorld } from '../../language/refactor/graph/graphChange.ts';
import { stateWithId } from '../../language/refactor/graph/graphPlaces.ts';
import { type CommentText, type SyntaxNode, type SyntaxProblem, toJson } from '../../language/syntax/syntaxTree.ts';
import { applyEdits, type TextEdit, type TextRange } from '../../language/text.ts';
import { seededRandom } from '../../runtime/virtualHost.ts';
import { mutate } from '../unit/fuzz/mutate.ts';
import { meaningOf, wrongAfter } from './graphOracle.ts';
import type { SampleWorkflow } from './sampleWorkflows.ts';

/** What one monkey did to one file. */
export interface MonkeyTrip {
  readonly made: number;
  readonly refused: number;
  readonly typed: number;
  /** What went wrong, with the step; the trip ends there. */
  readonly problem: string | undefined;
}

/** A document to start from. */
export interface MonkeyFile {
  readonly text: string;
  readonly kind: DocumentKind;
}

interface Random {
  next(): number;
}

interface Version {
  readonly text: string;
  readonly machine: StateMachine;
  readonly root: SyntaxNode | undefined;
  readonly problems: readonly SyntaxProblem[];
  readonly comments: readonly CommentText[];
}

/**
 * Makes random changes on the picture of a text, now and then a random change of the text itself, and undoes some. After
 * each the picture of the new text must be the one that the change asked for, comments must be there as before, and
 * the inverse of its edits must bring back the bytes; in the end all of it is undone.
 */
export function sendMonkey({ text, kind }: MonkeyFile, steps: number, seed: number): MonkeyTrip {
  const random = seededRandom(seed);
  const counts = { made: 0, refused: 0, typed: 0 };
  const undo: (readonly TextEdit[])[] = [];
  let version = read(text, kind);
  for (let step = 0; step < steps; step++) {
    const isTyping = random.next() < 0.08;
    const edit = isTyping ? undefined : chooseEdit(buildGraph(version.machine), random);
    const edits = edit ? editsFor(version, edit, kind) : typing(version.text, random);
    if (typeof edits === 'string') return { ...counts, problem: `step ${step}, ${JSON.stringify(edit)}: ${edits}` };
    if (edits === undefined) counts.refused++;
    else {
      const next = read(applyEdits(version.text, edits.edits), kind);
      const back = inverse(version.text, edits.edits);
      const problem =
        (applyEdits(next.text, back) === version.text ? undefined : 'undo gives another text') ??
        (edit && lostComment(version, edit, next)) ??
        (edit && wrongAfter(meaningOf(version.machine), edit, edits.selected ?? '', meaningOf(next.machine)));
      if (problem) return { ...counts, problem: `step ${step}, ${JSON.stringify(edit)}: ${problem}` };
      undo.push(back);
      version = next;
      counts[edit ? 'made' : 'typed']++;
      // What was typed is mostly no workflow any more.
      if (!edit) version = read(applyEdits(version.text, undo.pop() ?? []), kind);
    }
  }
  const original = undo.reduceRight((current, edits) => applyEdits(current, edits), version.text);
  return { ...counts, problem: original === text ? undefined : 'undoing everything gives another text' };
}

/** A definition as a template would hold it: as an object, as a text, and as a text with substitutions. */
export function inTemplate({ text, format }: Pick<SampleWorkflow, 'text' | 'format'>, random: Random): MonkeyFile {
  const head = 'Resources:\n  Machine:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      ';
  const keys = format === 'yaml' ? ['Definition:'] : ['Definition:', 'DefinitionString: |', 'DefinitionString: !Sub |'];
  const key = keys[Math.floor(random.next() * keys.length)] ?? 'Definition:';
  const body = text.replaceAll('\t', '  ').replaceAll(/^(?=.*\S)/gm, ' '.repeat(8));
  return { text: `${head}${key}\n${body}\n`, kind: { format: 'yaml', role: 'template' } };
}

function read(text: string, kind: DocumentKind): Version {
  const [definition] = readDocument(text, kind);
  const { root, problems = [], comments = [] } = definition ?? {};
  return { text, root, problems, comments, machine: readStateMachine(root) };
}

function editsFor(version: Version, edit: GraphEdit, kind: DocumentKind) {
  const world: GraphWorld = {
    read: (text) => read(text, kind),
  };
  const answer = changeGraph(version, edit, world);
  if (answer.kind === 'edits') return answer;
  const isReadable = errorsIn(version) === 0;
  if (answer.kind === 'refused')
    return isReadable && /from the picture in this place/.test(answer.reason) ? answer.reason : undefined;
  const [first] = answer.choices;
  if (edit.kind !== 'delete' || !first) return 'asks for what it does not need';
  const second = changeGraph(version, { ...edit, instead: first.state }, world);
  if (second.kind !== 'edits') return `asks again: ${JSON.stringify(second)}`;
  (edit as { instead?: string }).instead = first.state;
  return second;
}

/** The text with comments at the ends of some lines, wherever they are comments and nothing else. */
export function withComments({ text, kind }: MonkeyFile, random: Random): MonkeyFile {
  const sign = kind.format === 'yaml' ? '#' : '//';
  const before = read(text, kind);
  const value = JSON.stringify(toJson(before.root));
  let commented = text;
  for (let count = 1; count <= 6; count++) {
    const ends = [...commented.matchAll(/[^\s\\](?=\r?\n)/g)].map(({ index }) => index + 1);
    const at = ends[Math.floor(random.next() * ends.length)] ?? 0;
    const tried = `${commented.slice(0, at)} ${sign} note ${count}${commented.slice(at)}`;
    const after = read(tried, kind);
    const isComment = after.comments.length > read(commented, kind).comments.length;
    const isRead = JSON.stringify(toJson(after.root)) === value && errorsIn(after) === errorsIn(before);
    if (isComment && isRead) commented = tried;
  }
  return { text: commented, kind };
}

function errorsIn({ problems }: Version): number {
  return problems.filter(({ severity }) => severity === 'error').length;
}

function typing(text: string, random: Random): { edits: readonly TextEdit[]; selected: undefined } {
  const newText = mutate(text, text, () => random.next());
  return { edits: [{ range: { start: 0, end: text.length }, newText }], selected: undefined };
}

/** The edits that bring back a text, in the offsets of the text after `edits`. */
function inverse(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  let shift = 0;
  return edits.map(({ range: { start, end }, newText }) => {
    const range = { start: start + shift, end: start + shift + newText.length };
    shift += newText.length - (end - start);
    return { range, newText: text.slice(start, end) };
  });
}

/** A comment that is gone although what it stands in is still there. */
function lostComment(
  { text: before, comments, machine }: Version,
  edit: GraphEdit,
  after: Version,
): string | undefined {
  const gone = edit.kind === 'delete' ? spansOf(edit.states, machine) : [];
  const left = new Map<string, number>();
  for (const { text } of after.comments) left.set(text, (left.get(text) ?? 0) + 1);
  for (const { text, range } of comments) {
    const isDeleted = gone.some(({ start, end }) => start <= range.start && range.end <= lineEnd(before, end));
    if (isDeleted) continue;
    const count = left.get(text) ?? 0;
    if (count === 0) return `the comment ${text} is gone`;
    left.set(text, count - 1);
  }
  return undefined;
}

/** The spans of states, those of neighbours with what is between them. */
function spansOf(ids: readonly string[], machine: StateMachine): readonly TextRange[] {
  const spans: TextRange[] = [];
  const scope = stateWithId(machine, ids[0] ?? '')?.scope;
  let before: TextRange | undefined;
  for (const { location, range } of scope?.states.values() ?? []) {
    if (!ids.includes(location)) before = undefined;
    else {
      if (before) spans.pop();
      before = { start: before?.start ?? range.start, end: range.end };
      spans.push(before);
    }
  }
  return spans;
}

/** What stands behind the last line of a state speaks of that line. */
function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}

const types: readonly StateStarter['type'][] = ['Pass', 'Task', 'Choice', 'Wait', 'Succeed', 'Fail', 'Parallel', 'Map'];

function chooseEdit({ scopes }: Graph, random: Random): GraphEdit {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random.next() * list.length)];
  const scope = pick(scopes.filter(({ nodes }) => nodes.length > 0)) ?? scopes[0];
  const states = scope?.nodes.filter((node): node is StateNode => node.kind === 'state') ?? [];
  const state = pick(states)?.id ?? '';
  const edge = pick<GraphEdge>(scope?.edges ?? [])?.id ?? '';
  switch (Math.floor(random.next() * 9)) {
    case 0:
    case 1: {
      const places: readonly AddPlace[] = [
        { kind: 'after', state },
        { kind: 'before', state },
        { kind: 'on', edge },
      ];
      return { kind: 'add', place: pick(places) ?? { kind: 'on', edge }, starter: { type: pick(types) ?? 'Pass' } };
    }
    case 2:
      return { kind: 'delete', states: someFrom(state, scope?.edges ?? [], random) };
    case 3:
      return { kind: 'rename', state, name: pick(names)?.replace('#', String(Math.floor(random.next() * 1e6))) ?? '' };
    case 4:
    case 5:
      return { kind: 'redirect', edge, to: pick(scope?.nodes.filter(({ kind }) => kind !== 'start') ?? [])?.id ?? '' };
    case 6:
      return { kind: 'duplicate', state };
    case 7:
      return {
        kind: 'wrap',
        states: someFrom(state, scope?.edges ?? [], random),
        in: pick(['Parallel', 'Map'] as const) ?? 'Map',
      };
    default:
      return { kind: 'setField', state, field: 'Comment', text: pick(['', 'Why: "so" # yes', "it's {% a %}"]) ?? '' };
  }
}

/** The state alone, or with some that follow it. */
function someFrom(state: string, edges: readonly GraphEdge[], random: Random): readonly string[] {
  const states = [state];
  for (let wanted = Math.floor(random.next() * 5); wanted > 1; wanted--) {
    const from = states[Math.floor(random.next() * states.length)];
    const next = edges.find(({ from: each, to }) => each === from && !to.includes('#') && !states.includes(to));
    if (next) states.push(next.to);
  }
  return states;
}

const names = ['Step #', 'true#', 'a: b #', 'Größe #', '__proto__#', '"quoted" #', "it's #", '- #', '#', '\u202eabc #'];
