import type { Json } from '../../json.ts';
import type { Catcher, ChoiceState, Dynamic, MapState, State, TaskState } from '../../model/stateMachine.ts';
import { replaceString } from '../../syntax/editTree.ts';
import { rewriteMembers } from '../../syntax/rewriteMembers.ts';
import { memberOf, type ObjectNode, type SyntaxNode } from '../../syntax/syntaxTree.ts';
import { areApart, type TextEdit } from '../../text.ts';
import type { WrittenDefinition } from '../mends/mend.ts';
import { conditionText } from './choiceToJsonata.ts';
import { assignValue, dynamicValue, outputValue, selectedPiece } from './dataFlowToJsonata.ts';
import { type Conversion, expression, type Piece, piece, stateInput, stateResult } from './jsonataPiece.ts';
import { mayCompute, templatePiece, templateValue } from './templateToJsonata.ts';

/** The edits that convert, or why there are none. */
export type Converted =
  | { readonly kind: 'converted'; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** One state from JSONPath to JSONata; the rest of the machine keeps its language. */
export function stateToJsonata(state: State, { text }: WrittenDefinition): Converted {
  const refusals: string[] = [];
  const { node } = state;
  if (node === undefined || state.type === 'Broken' || state.queryLanguage === 'JSONata') {
    return { kind: 'refused', reason: 'Only a JSONPath state of a known type can be converted.' };
  }
  const edits = editsOf(state, node, text, [['QueryLanguage', 'JSONata']], refusals);
  return result(edits, refusals, state);
}

/** The whole machine; refused when one of its states cannot be converted. */
export function machineToJsonata({ text, machine }: WrittenDefinition): Converted {
  if (machine.queryLanguage === 'JSONata') return { kind: 'refused', reason: 'It is JSONata already.' };
  const { node } = machine.top;
  const language = memberOf(node, 'QueryLanguage');
  const edits = [...rewriteMembers(text, node, language ? [language] : [], [['QueryLanguage', 'JSONata']])];
  for (const state of machine.states) {
    if (state.queryLanguage === 'JSONata' && state.fields.has('QueryLanguage')) continue;
    const refusals: string[] = [];
    if (state.node === undefined || state.type === 'Broken') refusals.push('it cannot be read.');
    else edits.push(...editsOf(state, state.node, text, [], refusals));
    const converted = result(edits, refusals, state);
    if (converted.kind === 'refused') return converted;
  }
  // What states share changes once, where all of them want the same.
  const once = [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()].toSorted(
    (one, other) => one.range.start - other.range.start || one.range.end - other.range.end,
  );
  return areApart(once) ? { kind: 'converted', edits: once } : { kind: 'refused', reason: sharedReason };
}

export const sharedReason = 'Parts of it stand in several places, by anchors of YAML.';

function result(edits: readonly TextEdit[], refusals: readonly string[], { name }: State): Converted {
  const [reason] = refusals;
  return reason === undefined ? { kind: 'converted', edits } : { kind: 'refused', reason: `“${name}”: ${reason}` };
}

type Fields = readonly (readonly [name: string, value: Json | undefined])[];

/** Fields that JSONata does not have, or that are written otherwise there. */
const rewritten: ReadonlySet<string> = new Set([
  'QueryLanguage',
  'InputPath',
  'Parameters',
  'ResultSelector',
  'ResultPath',
  'OutputPath',
  'Result',
  'Assign',
  'ItemsPath',
  'ItemSelector',
  'Credentials',
  'TimeoutSecondsPath',
  'HeartbeatSecondsPath',
  'MaxConcurrencyPath',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentagePath',
  'SecondsPath',
  'TimestampPath',
  'ErrorPath',
  'CausePath',
]);

function editsOf(
  state: Exclude<State, { type: 'Broken' }>,
  node: ObjectNode,
  text: string,
  first: Fields,
  refusals: string[],
): readonly TextEdit[] {
  const fields = [...first, ...fieldsOf(state, refusals)].flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const old = node.members.filter(({ key }) => rewritten.has(key.value));
  if (old.some(({ value }) => holdsHole(value))) refusals.push('a placeholder stands where a value is computed.');
  if (node.members.length > new Set(node.members.map(({ key }) => key.value)).size)
    refusals.push('a field stands twice.');
  const inner = [
    ...(state.type === 'Choice' ? ruleEdits(state, text, refusals) : []),
    ...('catch' in state ? state.catch.flatMap((catcher) => catcherEdits(catcher, node, text, refusals)) : []),
  ];
  const iterator = memberOf(node, 'Iterator');
  const renamed = iterator && state.type === 'Map' ? replaceString(text, iterator.key.range, 'ItemProcessor') : [];
  return [...rewriteMembers(text, node, old, fields), ...inner, ...renamed];
}

function holdsHole(node: SyntaxNode | undefined): boolean {
  if (node?.kind === 'array') return node.items.some(holdsHole);
  if (node?.kind === 'object') return node.members.some(({ value }) => holdsHole(value));
  return node?.kind === 'hole';
}

/** The fields of the converted state that take the place of those in `rewritten`. */
function fieldsOf(state: Exclude<State, { type: 'Broken' }>, refusals: string[]): Fields {
  const raw: Conversion = { input: stateInput, refusals };
  if (state.type === 'Fail')
    return [
      ['Error', fieldValue(state.error, '', raw)],
      ['Cause', fieldValue(state.cause, '', raw)],
    ];
  const effective = selectedPiece(state.inputPath, stateInput, refusals);
  const conversion: Conversion = { input: effective, refusals };
  switch (state.type) {
    case 'Pass': {
      const template = state.result
        ? ({ kind: 'constant', value: state.result.value, range: state.result.range } as const)
        : state.parameters;
      const value = template ? templatePiece(template, conversion) : effective;
      return [
        ['Assign', state.assign && assignValue(state.assign, { input: value, refusals })],
        ['Output', outputValue({ template, conversion, value }, state, stateInput)],
      ];
    }
    case 'Wait':
      return [...waitFields(state, conversion), ...passing(state, effective, refusals)];
    case 'Succeed':
      return passing(state, effective, refusals);
    case 'Choice':
      return passing(state, effective, refusals);
    case 'Task':
      return [...argumentsOf(state, conversion), ...taskFields(state, conversion), ...finishing(state, refusals)];
    case 'Parallel':
      return [...argumentsOf(state, conversion), ...finishing(state, refusals)];
    case 'Map':
      return [...mapFields(state, conversion), ...finishing(state, refusals)];
    default:
      return state satisfies never;
  }
}

type Passing = Extract<State, { type: 'Wait' | 'Succeed' | 'Choice' }>;

/** States that hand on what they were given. */
function passing(state: Passing, effective: Piece, refusals: string[]): Fields {
  const conversion = { input: effective, refusals };
  const outgoing = { template: undefined, conversion, value: effective };
  return [
    ['Assign', state.assign && assignValue(state.assign, conversion)],
    ['Output', outputValue(outgoing, { resultPath: undefined, outputPath: state.outputPath }, stateInput)],
  ];
}

type Working = Extract<State, { type: 'Task' | 'Parallel' | 'Map' }>;

/** States whose work has a result. */
function finishing(state: Working, refusals: string[]): Fields {
  const conversion = { input: stateResult, refusals };
  const outgoing = { template: state.resultSelector, conversion, value: stateResult };
  return [
    ['Assign', state.assign && assignValue(state.assign, conversion)],
    ['Output', outputValue(outgoing, state, stateResult)],
  ];
}

function argumentsOf({ parameters }: Working, conversion: Conversion): Fields {
  if (parameters) return [['Arguments', templateValue(parameters, conversion)]];
  return [['Arguments', conversion.input.text === stateInput.text ? undefined : expression(conversion.input)]];
}

function taskFields({ timeoutSeconds, heartbeatSeconds, credentials }: TaskState, conversion: Conversion): Fields {
  return [
    ['TimeoutSeconds', pathValue(timeoutSeconds, conversion)],
    ['HeartbeatSeconds', pathValue(heartbeatSeconds, conversion)],
    ['Credentials', credentials && templateValue(credentials, conversion)],
  ];
}

function waitFields({ until }: Extract<State, { type: 'Wait' }>, conversion: Conversion): Fields {
  if (until.kind === 'seconds') return [['Seconds', pathValue(until.seconds, conversion)]];
  if (until.kind === 'timestamp') return [['Timestamp', pathValue(until.timestamp, conversion, '')]];
  conversion.refusals.push(until.reason);
  return [];
}

function mapFields(state: MapState, conversion: Conversion): Fields {
  const { refusals } = conversion;
  if (state.itemReader || state.itemBatcher || state.resultWriter)
    refusals.push('readers, batches and writers stay JSONPath.');
  const items = selectedPiece(state.itemsPath, conversion.input, refusals);
  return [
    ['Items', items.text === stateInput.text ? undefined : expression(items)],
    ['ItemSelector', state.itemSelector && templateValue(state.itemSelector, conversion)],
    ['MaxConcurrency', pathValue(state.maxConcurrency, conversion)],
    ['ToleratedFailureCount', pathValue(state.toleratedFailureCount, conversion)],
    ['ToleratedFailurePercentage', pathValue(state.toleratedFailurePercentage, conversion)],
  ];
}

/** A field that reads a path; one that is written out stays where it is. Text of a number counts as one. */
function pathValue(
  dynamic: Dynamic<string | number> | undefined,
  conversion: Conversion,
  wrap = '$number',
): Json | undefined {
  return dynamic === undefined || dynamic.kind === 'literal' ? undefined : dynamicValue(dynamic, wrap, conversion);
}

function fieldValue(dynamic: Dynamic<string> | undefined, wrap: string, conversion: Conversion): Json | undefined {
  if (dynamic?.kind === 'literal' && mayCompute(dynamic.value))
    conversion.refusals.push('A constant text would become an expression.');
  return pathValue(dynamic, conversion, wrap);
}

function ruleEdits(state: ChoiceState, text: string, refusals: string[]): readonly TextEdit[] {
  const list = state.fields.get('Choices')?.member.value;
  const nodes = list?.kind === 'array' ? list.items : [];
  const effective = selectedPiece(state.inputPath, stateInput, refusals);
  const conversion = { input: effective, refusals };
  const outgoing = { template: undefined, conversion, value: effective };
  const output = outputValue(outgoing, { resultPath: undefined, outputPath: state.outputPath }, stateInput);
  return state.choices.flatMap(({ condition, assign, range }) => {
    const node = nodes.find((each) => each.range.start === range.start);
    if (node?.kind !== 'object') return [];
    const old = node.members.filter(({ key }) => key.value !== 'Next' && key.value !== 'Comment');
    if (old.some(({ value }) => holdsHole(value))) refusals.push('a placeholder stands in a rule.');
    const added: [string, Json][] = [['Condition', expression(piece(conditionText(condition, conversion)))]];
    if (assign) added.push(['Assign', assignValue(assign, conversion)]);
    if (output !== undefined) added.push(['Output', output]);
    return rewriteMembers(text, node, old, added);
  });
}

function catcherEdits(catcher: Catcher, state: ObjectNode, text: string, refusals: string[]): readonly TextEdit[] {
  const list = memberOf(state, 'Catch')?.value;
  const node = list?.kind === 'array' ? list.items.find(({ range }) => range.start === catcher.range.start) : undefined;
  if (node?.kind !== 'object') return [];
  const value = piece('$states.errorOutput');
  const conversion = { input: value, refusals };
  const output = outputValue({ template: undefined, conversion, value }, { resultPath: catcher.resultPath }, value);
  const old = node.members.filter(({ key }) => key.value === 'ResultPath' || key.value === 'Assign');
  const added: [string, Json][] = [];
  if (catcher.assign) added.push(['Assign', assignValue(catcher.assign, conversion)]);
  if (output !== undefined) added.push(['Output', output]);
  return rewriteMembers(text, node, old, added);
}
