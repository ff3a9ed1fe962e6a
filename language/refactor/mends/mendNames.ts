import type { Finding } from '../../checks/finding.ts';
import { jsonataFunctions } from '../../expressions/jsonata/functions.ts';
import { nearest as nearestOf } from '../../nearest.ts';
import { replaceString } from '../../syntax/editTree.ts';
import type { Change, WrittenDefinition } from './mend.ts';

/** Names that are misspelt: states, error names, services, substitutions, variables, functions. */
export function mendNames(finding: Finding, { text }: WrittenDefinition): readonly Change[] {
  const { code, range, data = {} } = finding;
  const { name, nearest } = data;
  if (code === 'hint.jsonata-function') return changeFunction(text, range);
  if (name === undefined || nearest === undefined) return [];
  const title = `Change to “${nearest}”`;
  const written = text.slice(range.start, range.end);
  // Part of a longer text, such as the service in an ARN or a variable in an expression.
  const at = written.indexOf(name);
  const isWhole = code === 'MISSING_TRANSITION_TARGET' || code === 'hint.unknown-error';
  if (isWhole || at === -1) return isWhole ? [{ title, edits: replaceString(text, range, nearest) }] : [];
  const start = range.start + at;
  return [{ title, edits: [{ range: { start, end: start + name.length }, newText: nearest }] }];
}

/** The function with the nearest name, or the only one whose name begins like this. */
function changeFunction(text: string, range: Finding['range']): readonly Change[] {
  const [, name = ''] = /^\$(\w+)$/.exec(text.slice(range.start, range.end)) ?? [];
  const known = Object.keys(jsonataFunctions);
  const longer = known.filter((each) => each.startsWith(name));
  const meant = nearestOf(name, known) ?? (longer.length === 1 ? longer[0] : undefined);
  return name === '' || meant === undefined
    ? []
    : [{ title: `Change to “$${meant}”`, edits: [{ range, newText: `$${meant}` }] }];
}
