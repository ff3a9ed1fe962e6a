import { checkIntrinsic, type IntrinsicCall } from '../expressions/intrinsics.ts';
import type { JsonataExpression } from '../expressions/jsonata.ts';
import { isReferencePath, type Path } from '../expressions/jsonPath.ts';
import type { FoundExpression } from '../model/expressionsIn.ts';
import type { FieldRule } from '../model/fields.ts';
import { hasPlaceholder } from '../syntax/substitutions.ts';
import { rangeWithin } from '../syntax/syntaxTree.ts';
import type { FindingCode } from './codes.ts';
import { reportOf, type StateChecking } from './report.ts';

/** Syntax and use of every path, intrinsic function and JSONata expression. */
export function checkExpressions(checking: StateChecking): void {
  for (const found of checking.expressions) {
    const { expression } = found;
    if (expression.kind === 'jsonata') checkJsonataAt(found, expression, checking);
    else checkPathOrCall(found, checking);
  }
}

/** Something that makes AWS refuse the text; offsets are within it. */
interface TextProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

function checkPathOrCall(found: FoundExpression, checking: StateChecking): void {
  const problem = textProblem(found);
  if (problem === undefined || hasPlaceholder(found.node.value)) return;
  const range = rangeWithin(found.node, problem.start, problem.end);
  checking.report(
    'SCHEMA_VALIDATION_FAILED',
    awsText(found),
    { range, location: found.location },
    {
      related: [{ message: problem.message, range }],
    },
  );
}

/** What AWS says; it does not say more of the reason. */
function awsText({ key, field }: FoundExpression): string {
  if (key !== undefined) {
    return `The value for the field '${key.value}' must be a valid JSONPath or a valid intrinsic function call`;
  }
  if (field.rule?.intrinsic) return 'Value must be a valid JSONPath or a valid intrinsic function call';
  return field.rule?.kind === 'path' ? 'Value is not a valid JSONPath' : 'Value is not a Reference Path';
}

function textProblem({ expression, key, field, node }: FoundExpression): TextProblem | undefined {
  switch (expression.kind) {
    case 'problem':
      return expression;
    case 'call':
      return checkIntrinsic(expression)[0] ?? returnProblem(expression, key === undefined);
    case 'path':
      return key === undefined && field.rule ? fieldPathProblem(expression, field.rule, node.value.length) : undefined;
    case 'jsonata':
      return undefined;
    default:
      return expression satisfies never;
  }
}

function fieldPathProblem(path: Path, rule: FieldRule, end: number): TextProblem | undefined {
  if (rule.kind === 'referencePath' && !isReferencePath(path)) {
    return { message: 'A Reference Path selects one value: names and indexes only.', start: 0, end };
  }
  if (path.root !== 'input' && !rule.anyRoot) {
    return { message: 'This path starts at the data itself: no context object and no variable.', start: 0, end };
  }
  return undefined;
}

/** The intrinsic functions that return a string, which alone may stand in ErrorPath and CausePath. */
const stringFunctions: ReadonlySet<string> = new Set([
  'States.Format',
  'States.JsonToString',
  'States.ArrayGetItem',
  'States.Base64Encode',
  'States.Base64Decode',
  'States.Hash',
  'States.UUID',
]);

function returnProblem({ name, start, end }: IntrinsicCall, needsString: boolean): TextProblem | undefined {
  if (!needsString || stringFunctions.has(name)) return undefined;
  return { message: `${name} does not return a string.`, start, end };
}

const jsonataCodes: Readonly<Record<'syntax' | 'unsupported' | 'unknownFunction' | 'arguments', FindingCode>> = {
  syntax: 'INVALID_JSONATA_EXPRESSION',
  unsupported: 'UNSUPPORTED_JSONATA_EXPRESSION',
  unknownFunction: 'hint.jsonata-function',
  arguments: 'hint.jsonata-arguments',
};

function checkJsonataAt(found: FoundExpression, expression: JsonataExpression, checking: StateChecking): void {
  const problems = reportOf(found, expression).problems;
  // A placeholder may be anything at all, so its expression cannot be parsed before it is filled in.
  if (problems.some(({ kind }) => kind === 'syntax') && hasPlaceholder(expression.text)) return;
  for (const { kind, message, start, end } of problems) {
    const range = rangeWithin(found.node, expression.start + start, expression.start + end);
    checking.report(jsonataCodes[kind], message, { range, location: found.location });
  }
}
