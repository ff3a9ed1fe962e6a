import type { Finding } from '../checks/finding.ts';
import type { State } from '../model/stateMachine.ts';
import { changesBorrowed } from '../syntax/borrowedText.ts';
import { insertMember, replaceString } from '../syntax/editTree.ts';
import { lineStart } from '../syntax/writeValue.ts';
import type { TextEdit } from '../text.ts';
import { stateAround } from './findNode.ts';
import type { Change, WrittenDefinition } from './mends/mend.ts';

/** Has a warning or hint no longer told in its state: by a comment in YAML, in JSON by the state's Comment. */
export function silenceFinding({ code, severity, range }: Finding, written: WrittenDefinition): readonly Change[] {
  const state = severity === 'error' ? undefined : stateAround(written.machine, range.start);
  if (!state?.node) return [];
  const edits = commentLine(state, code, written.text) ?? inComment(state, code, written.text);
  const isFree = edits.length > 0 && !changesBorrowed(written.text, written.root, edits);
  return isFree ? [{ title: `Ignore ${code} in “${state.name}”`, edits }] : [];
}

/** A line above the state, where the state begins one in YAML. */
function commentLine({ nameRange, node }: State, code: string, text: string): readonly TextEdit[] | undefined {
  const start = lineStart(text, nameRange.start);
  const indent = text.slice(start, nameRange.start);
  const isYaml = node !== undefined && !/[{"\\]/.test(text[node.range.start] ?? '');
  if (!isYaml || indent.trim() !== '') return undefined;
  return [{ range: { start, end: start }, newText: `${indent}# stepwise-ignore ${code}\n` }];
}

/** Behind the codes that are ignored already, or at the end of what the Comment says. */
function inComment({ node, fields }: State, code: string, text: string): readonly TextEdit[] {
  const comment = fields.get('Comment')?.member.value;
  if (!comment) return node ? insertMember(text, node, 'Comment', `stepwise-ignore ${code}`) : [];
  if (comment.kind !== 'string') return [];
  const { value } = comment;
  const told = /stepwise-ignore/.test(value)
    ? value.replace(/stepwise-ignore:?/, (directive) => `${directive} ${code}`)
    : `${value} stepwise-ignore ${code}`.trimStart();
  return replaceString(text, comment.range, told);
}
