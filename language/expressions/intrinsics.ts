import type { Json } from '../json.ts';
import { isArray, isObject } from '../json.ts';
import { evaluatePath } from './evaluatePath.ts';
import type { Evaluation, Failure, Outcome } from './evaluation.ts';
import { countPlaceholders } from './formatTemplate.ts';
import { type Intrinsic, IntrinsicFault, intrinsicNamed, type ParameterType, parameterAt } from './intrinsicTable.ts';
import type { Path } from './jsonPath.ts';

/** A call such as `States.Format('{}', $.name)`, parsed. Offsets are within the text that was parsed. */
export interface IntrinsicCall {
  readonly kind: 'call';
  /** The call as written; of a nested call only its own part. */
  readonly text: string;
  /** `States.Format`, known or not. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly arguments: readonly IntrinsicArgument[];
}

export type IntrinsicArgument =
  /** `raw` is a string as written between its apostrophes, escapes kept; undefined for other literals. */
  | {
      readonly kind: 'literal';
      readonly value: Json;
      readonly raw?: string;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'path'; readonly path: Path; readonly start: number; readonly end: number }
  | { readonly kind: 'call'; readonly call: IntrinsicCall; readonly start: number; readonly end: number };

/** Text that is no call, or a call that cannot work. Offsets are within the text that was parsed. */
export interface IntrinsicProblem {
  readonly kind: 'problem';
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** Evaluates a call. Its failures have AWS's form, and show the outermost call. */
export function evaluateIntrinsic(call: IntrinsicCall, evaluation: Evaluation): Outcome {
  const outcome = evaluateCall(call, evaluation);
  if (outcome.kind === 'value') return outcome;
  return { ...outcome, cause: `The function '${call.text}' had the following error: ${outcome.cause}` };
}

function evaluateCall(call: IntrinsicCall, evaluation: Evaluation): Outcome {
  const row = intrinsicNamed(call.name);
  if (row === undefined) return failure(`There is no function ${call.name}`);
  const miscounted = countProblem(call, row);
  if (miscounted !== undefined) return failure(miscounted);
  const values: Json[] = [];
  for (const argument of call.arguments) {
    const type = parameterAt(row, values.length)?.type ?? 'any';
    const outcome = evaluateArgument(argument, type, evaluation);
    if (outcome.kind === 'failed') return outcome;
    if (!isOfType(outcome.value, type)) return failure(typeProblem(row, values.length));
    values.push(outcome.value);
  }
  const result = row.apply(values, evaluation.chance);
  return result instanceof IntrinsicFault ? failure(result.reason) : { kind: 'value', value: result };
}

function evaluateArgument(argument: IntrinsicArgument, type: ParameterType, evaluation: Evaluation): Outcome {
  switch (argument.kind) {
    case 'literal':
      return { kind: 'value', value: type === 'template' ? (argument.raw ?? argument.value) : argument.value };
    case 'call':
      return evaluateCall(argument.call, evaluation);
    case 'path': {
      const value = evaluatePath(argument.path, evaluation);
      if (value !== undefined) return { kind: 'value', value };
      const input = JSON.stringify(evaluation.input);
      const cause = `The JsonPath argument for the field '${argument.path.text}' could not be found in the input '${input}'`;
      return { kind: 'failed', error: 'States.Runtime', cause };
    }
    default:
      return argument satisfies never;
  }
}

function failure(cause: string): Failure {
  return { kind: 'failed', error: 'States.IntrinsicFailure', cause };
}

/**
 * What is wrong with a call as far as its text tells: an unknown function, the number and types of its arguments,
 * the number of placeholders of Format. AWS refuses such a definition.
 */
export function checkIntrinsic(call: IntrinsicCall): readonly IntrinsicProblem[] {
  const problems: IntrinsicProblem[] = [];
  addProblems(call, problems);
  return problems;
}

function addProblems(call: IntrinsicCall, problems: IntrinsicProblem[]): void {
  const row = intrinsicNamed(call.name);
  if (row === undefined) {
    const place = { start: call.start, end: call.start + call.name.length };
    problems.push(problemAt(place, `There is no function ${call.name}`));
  } else {
    const miscounted = countProblem(call, row) ?? placeholderProblem(call);
    if (miscounted !== undefined) problems.push(problemAt(call, miscounted));
    addLiteralProblems(call, row, problems);
  }
  for (const argument of call.arguments) if (argument.kind === 'call') addProblems(argument.call, problems);
}

function addLiteralProblems(call: IntrinsicCall, row: Intrinsic, problems: IntrinsicProblem[]): void {
  for (let at = 0; at < call.arguments.length; at++) {
    const argument = call.arguments[at];
    if (argument?.kind !== 'literal' || isOfType(argument.value, parameterAt(row, at)?.type ?? 'any')) continue;
    problems.push(problemAt(argument, typeProblem(row, at)));
  }
}

function countProblem(call: IntrinsicCall, row: Intrinsic): string | undefined {
  const count = call.arguments.length;
  if (count === row.parameters.length) return undefined;
  const least = row.parameters.filter((parameter) => parameter.occurs === undefined).length;
  const hasRest = row.parameters.at(-1)?.occurs === 'rest';
  if (count >= least && (hasRest || count <= row.parameters.length)) return undefined;
  const most = hasRest ? ' or more' : least === row.parameters.length ? '' : ` to ${row.parameters.length}`;
  return `${call.name} takes ${least}${most} arguments, not ${count}`;
}

function placeholderProblem(call: IntrinsicCall): string | undefined {
  if (call.name !== 'States.Format') return undefined;
  const [template, ...values] = call.arguments;
  if (template?.kind !== 'literal' || template.raw === undefined) return undefined;
  const placeholders = countPlaceholders(template.raw);
  if (placeholders === values.length) return undefined;
  return `The template has ${placeholders} placeholders {} for ${values.length} values`;
}

function problemAt({ start, end }: { start: number; end: number }, message: string): IntrinsicProblem {
  return { kind: 'problem', message, start, end };
}

function typeProblem(row: Intrinsic, at: number): string {
  const parameter = parameterAt(row, at);
  const type = parameter?.type === 'template' ? 'string' : parameter?.type;
  return `Argument ${at + 1} (${parameter?.name}) must be of type ${type}`;
}

function isOfType(value: Json, type: ParameterType): boolean {
  switch (type) {
    case 'any':
      return true;
    case 'template':
      return typeof value === 'string';
    case 'array':
      return isArray(value);
    case 'object':
      return isObject(value);
    default:
      return typeof value === type;
  }
}
