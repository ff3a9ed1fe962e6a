import { hasPlaceholder } from '../syntax/substitutions.ts';
import type { CallMention, Mention } from './jsonata/analysis.ts';
import { compile } from './jsonata/compiled.ts';
import { jsonataFunctionNamed, jsonataFunctions } from './jsonata/functions.ts';
import type { JsonataExpression } from './jsonata.ts';

export type StatesMember = 'input' | 'context' | 'result' | 'errorOutput';

/** What can be said of an expression without evaluating it. Offsets are within the expression's text. */
export interface JsonataReport {
  readonly problems: readonly JsonataProblem[];
  /** Variables that the expression reads and does not bind itself, functions and `$states` left out; once per place. */
  readonly variables: readonly JsonataReference[];
  /** Functions that it calls by name and does not define itself, known or not; once per place. */
  readonly functions: readonly JsonataReference[];
}

export interface JsonataReference {
  /** Without `$`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface JsonataProblem {
  /** `syntax` and `unsupported` make AWS refuse the definition; the others fail when they are evaluated. */
  readonly kind: 'syntax' | 'unsupported' | 'unknownFunction' | 'arguments';
  /** AWS's text where AWS has one. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** Checks an expression that stands where only the `available` members of `$states` exist. */
export function checkJsonata(expression: JsonataExpression, available: ReadonlySet<StatesMember>): JsonataReport {
  const compiled = compile(expression.text);
  if (compiled.kind === 'problem') {
    // What a template puts in for ${Name} may well make sense of the text.
    if (hasPlaceholder(expression.text)) return { problems: [], variables: [], functions: [] };
    const { message, start, end } = compiled;
    return { problems: [{ kind: 'syntax', message, start, end }], variables: [], functions: [] };
  }
  const { analysis } = compiled;
  const members: ReadonlySet<string> = available;
  const problems = [
    ...analysis.newerOperators.map((found) => problem('syntax', found, newerOperatorText(found.name))),
    ...analysis.bareNames.map((found) =>
      problem('unsupported', found, `Reference to '${found.name}' at the top level is not supported.`),
    ),
    ...analysis.roots.map((found) => problem('unsupported', found, "Reference to '$$' is not supported.")),
    ...analysis.statesMembers
      .filter((found) => !members.has(found.name))
      .map((found) => problem('unsupported', found, `Field '$states.${found.name}' does not exist.`)),
    ...analysis.calls.flatMap(callProblems),
  ];
  return {
    problems: problems.sort((a, b) => a.start - b.start),
    variables: analysis.variables.filter(({ name }) => jsonataFunctionNamed(name) === undefined),
    functions: analysis.calls,
  };
}

/** What the parser of JSONata 2.0.6 says of an operator that came later: it reads its first character alone. */
function newerOperatorText(operator: string): string {
  return `The symbol "${operator[1]}" cannot be used as a unary operator`;
}

function callProblems(call: CallMention): JsonataProblem[] {
  const known = jsonataFunctionNamed(call.name);
  if (known === undefined) return [problem('unknownFunction', call, unknownText(call.name))];
  if (!call.isComplete) return [];
  const { least, most } = arity(known.signature);
  if (call.argumentCount >= least && call.argumentCount <= most) return [];
  const expected =
    least === most ? `${least}` : most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most}`;
  return [problem('arguments', call, `$${call.name} takes ${expected} arguments, not ${call.argumentCount}`)];
}

function unknownText(name: string): string {
  if (name === 'eval') return 'Step Functions does not offer $eval; use $parse to read JSON';
  const similar = Object.keys(jsonataFunctions).find((known) => known.toLowerCase() === name.toLowerCase());
  return `There is no function $${name}${similar ? `; is $${similar} meant?` : ''}`;
}

/** How many arguments a signature takes; one that the context value may stand in for need not be given. */
function arity(signature: string): { least: number; most: number } {
  const parameters = signature
    .slice(1)
    .replace(/:.*$/, '')
    .replace(/<[^<>]*(?:<[^<>]*>[^<>]*)*>/g, '')
    .replace(/>$/, '');
  const each = parameters.match(/(?:\([a-z]+\)|[a-z])[-?+]*/g) ?? [];
  return {
    least: each.filter((parameter) => !/[-?]/.test(parameter)).length,
    most: parameters.includes('+') ? Number.POSITIVE_INFINITY : each.length,
  };
}

function problem(kind: JsonataProblem['kind'], { start, end }: Mention, message: string): JsonataProblem {
  return { kind, message, start, end };
}
