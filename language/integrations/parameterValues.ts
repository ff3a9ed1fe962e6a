import type { Template } from '../expressions/template.ts';
import type { Json } from '../json.ts';
import { isArray, isObject, member } from '../json.ts';

/** What a task passes for a parameter, as far as the definition tells. */
export type ParameterValue =
  | { readonly kind: 'written'; readonly value: Json }
  /** By a path, an intrinsic function or an expression: known only when the task runs. */
  | { readonly kind: 'computed' }
  | { readonly kind: 'missing' };

const computed: ParameterValue = { kind: 'computed' };
const missing: ParameterValue = { kind: 'missing' };

/**
 * The values at a path such as `TrainingJobDefinition.RoleArn` or `Entries[].EventBusName`: several where `[]`
 * meets a list. Without a template the state's input is what is passed, so everything is computed.
 */
export function parameterValues(template: Template | undefined, path: string): readonly ParameterValue[] {
  return template ? valuesIn(template, path.replaceAll('[]', '.[]').split('.')) : [computed];
}

function valuesIn(template: Template, path: readonly string[]): readonly ParameterValue[] {
  if (template.kind === 'constant') return valuesOf(template.value, path);
  const [step, ...rest] = path;
  if (template.kind === 'object' && step !== undefined) {
    const found = template.members.findLast(({ key }) => key === step);
    return found ? valuesIn(found.value, rest) : [missing];
  }
  if (template.kind === 'array' && (step === undefined || step === '[]')) {
    return template.items.flatMap((item) => valuesIn(item, rest));
  }
  return [computed];
}

function valuesOf(value: Json, path: readonly string[]): readonly ParameterValue[] {
  const [step, ...rest] = path;
  if (step === '[]') return isArray(value) ? value.flatMap((item) => valuesOf(item, rest)) : [missing];
  if (step !== undefined) {
    const inside = isObject(value) ? member(value, step) : undefined;
    return inside === undefined ? [missing] : valuesOf(inside, rest);
  }
  if (isArray(value)) return value.flatMap((item) => valuesOf(item, []));
  return [isExpression(value) ? computed : { kind: 'written', value }];
}

/** A JSONata expression in a state that does not say it is JSONata was still meant as one. */
function isExpression(value: Json): boolean {
  return typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}');
}
