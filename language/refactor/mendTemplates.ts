import type { Finding } from '../checks/finding.ts';
import { parsePath } from '../expressions/parsePath.ts';
import { insertMember, replaceString } from '../syntax/editTree.ts';
import type { MemberNode } from '../syntax/syntaxTree.ts';
import type { TextEdit } from '../text.ts';
import { memberAround, placesAround, stateAround } from './findNode.ts';
import type { Change, WrittenDefinition } from './mend.ts';
import { pathToJsonata } from './pathToJsonata.ts';

/** Values that are not computed though they look like it. */
export function mendTemplates(finding: Finding, written: WrittenDefinition): readonly Change[] {
  const { text, root, machine } = written;
  const { code, range } = finding;
  const member = memberAround(root, range)?.member;
  if (member === undefined) return [];
  switch (code) {
    case 'NO_DOLLAR':
      return [{ title: `Change the name to “${member.key.value}.$”`, edits: addDollar(text, member) }];
    case 'NO_PATH':
      return [{ title: 'Write it as an expression', edits: withoutDollar(text, member) }];
    case 'PASS_RESULT_IS_STATIC':
      return [{ title: 'Use Parameters instead of Result', edits: computeResult(finding, member, written) }];
    case 'hint.jsonpath-in-jsonata':
    case 'hint.jsonata-delimiters':
      return [{ title: 'Wrap in {% %}', edits: wrap(text, member, range) }];
    case 'hint.jsonata-in-jsonpath': {
      const node = stateAround(machine, range.start)?.node;
      const edits = node ? insertMember(text, node, 'QueryLanguage', 'JSONata', node.members[0]) : [];
      return [{ title: 'Set the state’s QueryLanguage to JSONata', edits }];
    }
    default:
      return [];
  }
}

function addDollar(text: string, { key }: MemberNode): TextEdit[] {
  return key.value.endsWith('.$') ? [] : replaceString(text, key.range, `${key.value}.$`);
}

function withoutDollar(text: string, { key, value }: MemberNode): TextEdit[] {
  const expression = value?.kind === 'string' ? expressionOf(value.value) : undefined;
  const named = replaceString(text, key.range, key.value.slice(0, -2));
  return value && expression ? [...named, ...replaceString(text, value.range, `{% ${expression} %}`)] : named;
}

/** The finding is of one value; a result computes them all or none. */
function computeResult({ range }: Finding, member: MemberNode, { text, root }: WrittenDefinition): TextEdit[] {
  const result = placesAround(root, range).findLast(
    (place) => 'member' in place && place.member.key.value === 'Result',
  );
  if (!result || !('member' in result) || result.member === member) return [];
  return [...replaceString(text, result.member.key.range, 'Parameters'), ...addDollar(text, member)];
}

function wrap(text: string, { value }: MemberNode, range: Finding['range']): TextEdit[] {
  const written = value?.range.start === range.start && value.kind === 'string' ? value.value : undefined;
  if (written === undefined) return [];
  const bare = written
    .trim()
    .replace(/^\{%?/, (sign) => (sign === '{%' ? '' : sign))
    .replace(/%\}$/, '')
    .trim();
  return replaceString(text, range, `{% ${expressionOf(bare) ?? bare} %}`);
}

/** A path as JSONata; an expression as it is. */
function expressionOf(text: string): string | undefined {
  if (!/^\$\$?[.[]/.test(text)) return undefined;
  const path = parsePath(text);
  const converted = path.kind === 'path' ? pathToJsonata(path, '$states.input') : undefined;
  return converted?.kind === 'converted' ? converted.text : undefined;
}
