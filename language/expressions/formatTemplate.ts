import type { Json } from '../json.ts';
import { isArray, isObject } from '../json.ts';

/** A placeholder, an escaped character, or plain text. */
const PART = /(\{\})|\\(.)|([^{\\]+|.)/gs;

/**
 * The template of `States.Format` with its placeholders `{}` filled, escapes taken off.
 * Undefined when there are more or fewer placeholders than values.
 */
export function fillTemplate(template: string, values: readonly Json[]): string | undefined {
  if (countPlaceholders(template) !== values.length) return undefined;
  let next = 0;
  return template.replace(PART, (_, placeholder: string | undefined, escaped: string | undefined, text: string) => {
    if (placeholder === undefined) return escaped ?? text;
    return toText(values[next++] ?? null);
  });
}

export function countPlaceholders(template: string): number {
  return [...template.matchAll(PART)].filter((part) => part[1] !== undefined).length;
}

/** The value as the service's runtime prints it: strings bare, also within lists and objects. */
function toText(value: Json): string {
  if (isArray(value)) return `[${value.map(toText).join(', ')}]`;
  if (!isObject(value)) return String(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${key}=${toText(member)}`)
    .join(', ')}}`;
}
