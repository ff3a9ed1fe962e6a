import type { Json } from '../json.ts';
import type { Broken, QueryLanguage } from '../model/stateMachine.ts';
import { hasPlaceholder } from '../syntax/substitutions.ts';
import type { MemberNode, SyntaxNode } from '../syntax/syntaxTree.ts';
import { memberOf, toJson } from '../syntax/syntaxTree.ts';
import type { TextRange } from '../text.ts';
import { type Comparison, comparisonNamed, operandProblem } from './comparisons.ts';
import { evaluatePath } from './evaluatePath.ts';
import type { Evaluation, Failure, Outcome, PathData } from './evaluation.ts';
import { evaluateExpression, unexpectedType } from './expressionOutcome.ts';
import { type JsonataExpression, jsonataIn } from './jsonata.ts';
import { isReferencePath, type Path } from './jsonPath.ts';
import { parsePath } from './parsePath.ts';

/** What decides whether a choice rule is taken. */
export type ChoiceCondition = JsonPathCondition | JsonataCondition;

/** A condition of a JSONPath state. */
export type JsonPathCondition =
  | { readonly kind: 'and' | 'or'; readonly rules: readonly JsonPathCondition[]; readonly range: TextRange }
  | { readonly kind: 'not'; readonly rule: JsonPathCondition; readonly range: TextRange }
  | ComparisonCondition
  | Broken;

export interface ComparisonCondition {
  readonly kind: 'comparison';
  readonly variable: Path;
  readonly variableNode: SyntaxNode;
  /** A key of the comparison table, without `Path`. */
  readonly operator: string;
  readonly comparison: Comparison;
  readonly operand: Operand;
  readonly range: TextRange;
}

export type Operand =
  | { readonly kind: 'literal'; readonly value: Json; readonly node: SyntaxNode }
  | { readonly kind: 'path'; readonly path: Path; readonly node: SyntaxNode };

/** A condition of a JSONata state: `Condition`. */
export type JsonataCondition =
  | {
      readonly kind: 'jsonata';
      /** `Choices[0]/Condition` */
      readonly location: string;
      readonly expression: JsonataExpression;
      readonly node: SyntaxNode;
      readonly range: TextRange;
    }
  | { readonly kind: 'literal'; readonly value: boolean; readonly range: TextRange }
  | Broken;

/** Reads the condition of one rule of `Choices`; `location` is AWS's name for the rule, `Choices[0]`. */
export function readCondition(rule: SyntaxNode, language: QueryLanguage, location: string): ChoiceCondition {
  return language === 'JSONata' ? readJsonataCondition(rule, location) : readJsonPathCondition(rule);
}

function readJsonataCondition(rule: SyntaxNode, location: string): JsonataCondition {
  const node = memberOf(rule, 'Condition')?.value;
  if (node === undefined) return broken('These fields are required: [Condition]', rule.range);
  if (node.kind === 'boolean') return { kind: 'literal', value: node.value, range: node.range };
  const expression = node.kind === 'string' ? jsonataIn(node.value) : undefined;
  if (expression === undefined) return broken('Condition must be a JSONata expression or a boolean', node.range);
  return { kind: 'jsonata', location: `${location}/Condition`, expression, node, range: node.range };
}

function readJsonPathCondition(rule: SyntaxNode): JsonPathCondition {
  if (rule.kind !== 'object') return broken('Expected value of type [OBJECT]', rule.range);
  const { range } = rule;
  const not = memberOf(rule, 'Not');
  if (not) return { kind: 'not', rule: not.value ? readJsonPathCondition(not.value) : missing(not), range };
  const and = memberOf(rule, 'And');
  if (and) return readJoined('and', and, range);
  const or = memberOf(rule, 'Or');
  return or ? readJoined('or', or, range) : readComparison(rule, rule.members);
}

function readJoined(kind: 'and' | 'or', list: MemberNode, range: TextRange): JsonPathCondition {
  if (list.value?.kind !== 'array') return broken('Expected value of type [ARRAY]', (list.value ?? list).range);
  if (list.value.items.length === 0) return broken('Value cannot be empty', list.value.range);
  return { kind, rules: list.value.items.map(readJsonPathCondition), range };
}

function readComparison(rule: SyntaxNode, members: readonly MemberNode[]): JsonPathCondition {
  const variableNode = memberOf(rule, 'Variable')?.value;
  if (variableNode === undefined) return broken('These fields are required: [Variable]', rule.range);
  const variable = readReference(variableNode);
  if (variable.kind === 'broken') return variable;
  for (const member of members) {
    const found = comparisonNamed(member.key.value);
    if (found === undefined) continue;
    if (member.value === undefined) return missing(member);
    const operand = readOperand(member.value, found.comparison, found.operandIsPath);
    if (operand.kind === 'broken') return operand;
    const { name: operator, comparison } = found;
    return { kind: 'comparison', variable, variableNode, operator, comparison, operand, range: rule.range };
  }
  return broken('The rule has no comparison operator', rule.range);
}

function readReference(node: SyntaxNode): Path | Broken {
  if (node.kind !== 'string') return broken('Value is not a Reference Path', node.range);
  const path = parsePath(node.value);
  if (path.kind === 'problem') return broken(path.message, node.range);
  return isReferencePath(path) ? path : broken('Value is not a Reference Path', node.range);
}

function readOperand(node: SyntaxNode, comparison: Comparison, isPath: boolean): Operand | Broken {
  if (isPath) {
    const path = readReference(node);
    return path.kind === 'broken' ? path : { kind: 'path', path, node };
  }
  const value = toJson(node);
  const isFilledLater = node.kind === 'hole' || (node.kind === 'string' && hasPlaceholder(node.value));
  const reason = isFilledLater ? undefined : operandProblem(comparison, value);
  return reason === undefined ? { kind: 'literal', value, node } : broken(reason, node.range);
}

function missing(member: MemberNode): Broken {
  return broken(`The value of ${member.key.value} is missing`, member.range);
}

function broken(reason: string, range: TextRange): Broken {
  return { kind: 'broken', reason, range };
}

/** Whether the rule is taken. Only a JSONata expression that is not compiled by us makes a promise. */
export function evaluateCondition(
  condition: ChoiceCondition,
  evaluation: Evaluation,
): boolean | Failure | Promise<boolean | Failure> {
  if (condition.kind === 'literal') return condition.value;
  if (condition.kind !== 'jsonata') return decide(condition, evaluation);
  const { expression, location } = condition;
  const outcome = evaluateExpression(expression, location, evaluation);
  const truth = (found: Outcome): boolean | Failure => {
    if (found.kind === 'failed') return found;
    return typeof found.value === 'boolean'
      ? found.value
      : unexpectedType(expression, location, 'boolean', found.value);
  };
  return outcome instanceof Promise ? outcome.then(truth) : truth(outcome);
}

function decide(condition: JsonPathCondition, data: PathData): boolean | Failure {
  switch (condition.kind) {
    case 'comparison':
      return compare(condition, data);
    case 'not': {
      const inner = decide(condition.rule, data);
      return typeof inner === 'boolean' ? !inner : inner;
    }
    case 'and':
    case 'or':
      // Stops at the first part that decides, or fails; what comes after it does not matter.
      for (const rule of condition.rules) {
        const part = decide(rule, data);
        if (part !== (condition.kind === 'and')) return part;
      }
      return condition.kind === 'and';
    case 'broken':
      return { kind: 'failed', error: 'States.Runtime', cause: condition.reason };
    default:
      return condition satisfies never;
  }
}

function compare(condition: ComparisonCondition, data: PathData): boolean | Failure {
  const { variable, operator, comparison, operand } = condition;
  const value = evaluatePath(variable, data);
  if (value === undefined && operator !== 'IsPresent') return invalidPath(variable);
  if (operand.kind === 'literal') return comparison.apply(value, operand.value);
  const other = evaluatePath(operand.path, data);
  return other === undefined ? invalidPath(operand.path) : comparison.apply(value, other);
}

function invalidPath(path: Path): Failure {
  return {
    kind: 'failed',
    error: 'States.Runtime',
    cause: `Invalid path '${path.text}': The choice state's condition path references an invalid value.`,
  };
}
