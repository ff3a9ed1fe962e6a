import type { QueryLanguage } from '../../language/model/stateMachine.ts';

/** Where a value is: in the data that goes from state to state, or in a variable. */
export interface DataPlace {
  /** Undefined: the data. */
  readonly variable: string | undefined;
  readonly steps: readonly (string | number)[];
}

export function below({ variable, steps }: DataPlace, step: string | number): DataPlace {
  return { variable, steps: [...steps, step] };
}

/** The place as a JSONPath: `$.a[0]`, `$name['odd key']`. */
export function asPath({ variable, steps }: DataPlace): string {
  return `$${variable ?? ''}${steps.map(pathStep).join('')}`;
}

/** The place as an expression that gives its value in the debugger. */
export function asExpression(place: DataPlace, language: QueryLanguage): string {
  if (language === 'JSONPath') return asPath(place);
  return `$${place.variable ?? 'states.input'}${place.steps.map(jsonataStep).join('')}`;
}

const plainName = /^[\p{L}_][\p{L}\p{N}_]*$/u;

function pathStep(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`;
  return plainName.test(step) ? `.${step}` : `['${step.replace(/['\\]/g, '\\$&')}']`;
}

function jsonataStep(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`;
  return plainName.test(step) ? `.${step}` : `.\`${step}\``;
}

/** The JSONPath of the place that an expression of that language names, where it names one: the inverse of `asExpression`. */
export function pathMeant(expression: string, language: QueryLanguage): string {
  const text = expression.trim();
  if (language === 'JSONPath') return text;
  return text.replace(/^\$states\.input(?![\p{L}\p{N}_])/u, '$').replace(/\.`([^`]*)`/g, (_, name) => pathStep(name));
}
