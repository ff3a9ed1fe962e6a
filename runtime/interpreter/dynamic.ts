import { evaluatePath, explainNothing } from '../../language/expressions/evaluatePath.ts';
import {
  evaluateExpression,
  type JsonType,
  typeOf,
  unexpectedType,
} from '../../language/expressions/expressionOutcome.ts';
import { evaluateIntrinsic } from '../../language/expressions/intrinsics.ts';
import type { JsonataExpression } from '../../language/expressions/jsonata.ts';
import type { Path } from '../../language/expressions/jsonPath.ts';
import type { Json } from '../../language/json.ts';
import type { Dynamic } from '../../language/model/stateMachine.ts';
import type { TextRange } from '../../language/text.ts';
import { type Evaluated, outcomeValue, type Surroundings } from './evaluate.ts';
import { Fault, queryFault, runtimeFault } from './fault.ts';

/** A field's value that the definition gives a meaning. */
export type Read = Exclude<Dynamic<string | number>, { kind: 'broken' }>;

/** The value of a field that may be written out, read by a path, or computed. `missing` words a path that leads nowhere. */
export function evaluateDynamic(
  dynamic: Dynamic<string | number>,
  surroundings: Surroundings,
  expected: JsonType,
  missing: (path: Path, surroundings: Surroundings, field: string) => string = invalidPath,
): Evaluated {
  switch (dynamic.kind) {
    case 'literal':
      return dynamic.value;
    case 'path': {
      const value = evaluatePath(dynamic.path, surroundings);
      return value === undefined
        ? runtimeFault(missing(dynamic.path, surroundings, dynamic.field), dynamic.range)
        : value;
    }
    case 'intrinsic':
      return outcomeValue(evaluateIntrinsic(dynamic.call, surroundings));
    case 'jsonata':
      return ofType(dynamic.expression, dynamic.field, surroundings, expected, dynamic.range);
    case 'broken':
      return runtimeFault(dynamic.reason, dynamic.range);
    default:
      return dynamic satisfies never;
  }
}

/** The value of an expression that must be of one type. */
export function ofType(
  expression: JsonataExpression,
  location: string,
  surroundings: Surroundings,
  expected: JsonType,
  range: TextRange,
): Evaluated {
  const value = outcomeValue(evaluateExpression(expression, location, surroundings));
  const checked = (found: Json | Fault): Json | Fault => {
    if (found instanceof Fault || typeOf(found) === expected) return found;
    return queryFault(unexpectedType(expression, location, expected, found).cause, location, range);
  };
  return value instanceof Promise ? value.then(checked) : checked(value);
}

export function invalidPath(path: Path, surroundings: Surroundings): string {
  return `Invalid path '${path.text}' : ${explainNothing(path, surroundings).text}`;
}

export function notFound(path: Path, surroundings: Surroundings, field: string): string {
  const input = JSON.stringify(surroundings.input);
  return `The JSONPath '${path.text}' specified for the field '${field}' could not be found in the input '${input}'`;
}

/** Where a field's value came from, for the texts that say so: `$.a`. */
function pathText(dynamic: Read): string {
  return dynamic.kind === 'path' ? dynamic.path.text : dynamic.field;
}

/** A whole number; text of a whole number counts where a path gave it. */
export function integerOf(dynamic: Dynamic<number>, value: Json): number | Fault {
  const number = numberIn(dynamic, value);
  if (number !== undefined && Number.isInteger(number)) return number;
  return wrongNumber(dynamic, value, 'integer');
}

export function floatOf(dynamic: Dynamic<number>, value: Json): number | Fault {
  return numberIn(dynamic, value) ?? wrongNumber(dynamic, value, 'float');
}

function numberIn(dynamic: Dynamic<number>, value: Json): number | undefined {
  if (typeof value === 'number') return value;
  if (dynamic.kind !== 'path' || typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function wrongNumber(dynamic: Dynamic<number>, value: Json, kind: 'integer' | 'float'): Fault {
  if (dynamic.kind === 'jsonata') {
    const { cause, location } = unexpectedType(
      dynamic.expression,
      dynamic.field,
      kind === 'integer' ? kind : 'number',
      value,
    );
    return queryFault(cause, location, dynamic.range);
  }
  const field = dynamic.kind === 'broken' ? '' : dynamic.field;
  const path = dynamic.kind === 'broken' ? '' : pathText(dynamic);
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return runtimeFault(
    `The ${field} field refers to value "${shown}" which is not a valid ${kind}: ${path}`,
    dynamic.range,
  );
}
