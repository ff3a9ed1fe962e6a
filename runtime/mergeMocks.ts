import { isObject, type Json, type JsonObject, member } from '../language/json.ts';
import { parseJson } from '../language/syntax/parseJson.ts';
import { toJson } from '../language/syntax/syntaxTree.ts';
import type { TextEdit } from '../language/text.ts';
import { differenceOf, withValue } from './rememberAnswer.ts';

/** Test cases are merged state by state, responses stay whole. */
const deepest = { StateMachines: 5, MockedResponses: 2 } as const;

/**
 * The one replacement that brings generated mocks into the text of a mock file. What the file has already stays as it
 * is written, test cases and responses of the same name included. Undefined for a text that is no mock file.
 */
export function mergeMocks(text: string, generated: JsonObject): TextEdit | undefined {
  const { root, problems } = parseJson(text);
  if (root?.kind !== 'object' || problems.some(({ severity }) => severity === 'error')) return undefined;
  const known = toJson(root);
  const sections = ['StateMachines', 'MockedResponses'] as const;
  const missing = sections.flatMap((section) =>
    missingFrom(
      isObject(known) ? member(known, section) : undefined,
      member(generated, section) ?? {},
      [section],
      deepest[section],
    ),
  );
  let after: string | undefined = text;
  for (const { path, value } of missing) after = after === undefined ? undefined : withValue(after, path, value);
  return after === undefined ? undefined : differenceOf(text, after);
}

interface Missing {
  readonly path: readonly string[];
  readonly value: Json;
}

function missingFrom(known: Json | undefined, wanted: Json, path: readonly string[], depth: number): Missing[] {
  if (known === undefined) return [{ path, value: wanted }];
  if (!isObject(known) || !isObject(wanted) || path.length >= depth) return [];
  return Object.entries(wanted).flatMap(([key, value]) =>
    missingFrom(member(known, key), value, [...path, key], depth),
  );
}
