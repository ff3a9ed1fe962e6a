import type { Finding } from '../checks/finding.ts';
import { replaceString } from '../syntax/editTree.ts';
import { freeName } from './findNode.ts';
import type { Change, WrittenDefinition } from './mend.ts';

/** Names that are misspelt: states, error names, services, substitutions, variables; and state names that stand twice. */
export function mendNames(finding: Finding, { text, machine }: WrittenDefinition): readonly Change[] {
  const { code, range, data = {} } = finding;
  const { name, nearest } = data;
  if (code === 'DUPLICATE_STATE_NAME' && name !== undefined) {
    const free = freeName(machine, name);
    return [{ title: `Rename this state to “${free}”`, edits: replaceString(text, range, free) }];
  }
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
