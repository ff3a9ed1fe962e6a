import type { Finding } from '../../checks/finding.ts';
import { parsePath } from '../../expressions/parsePath.ts';
import type { State } from '../../model/stateMachine.ts';
import { insertMember, replaceString } from '../../syntax/editTree.ts';
import type { MemberNode, SyntaxNode } from '../../syntax/syntaxTree.ts';
import type { TextEdit, TextRange } from '../../text.ts';
import { memberAround, placesAround, stateAround } from '../findNode.ts';
import { pathToJsonata } from '../jsonata/pathToJsonata.ts';
import type { Change, WrittenDefinition } from './mend.ts';

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
    case 'hint.jsonata-in-jsonpath':
      return [
        {
          title: 'Set the state’s QueryLanguage to JSONata',
          edits: makeJsonata(stateAround(machine, range.start), text),
        },
      ];
    case 'UNSUPPORTED_JSONATA_EXPRESSION':
      return [{ title: 'Read it from the input', edits: readInput(text, range) }];
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
  const whole = joined(written.trim().startsWith('{%') ? written.trim() : written);
  if (whole !== undefined) return replaceString(text, range, `{% ${whole} %}`);
  const bare = written
    .trim()
    .replace(/^\{%?/, (sign) => (sign === '{%' ? '' : sign))
    .replace(/%\}$/, '')
    .trim();
  return replaceString(text, range, `{% ${expressionOf(bare) ?? bare} %}`);
}

/** The state keeps what it says, so none of its fields may be of JSONPath alone but Parameters, which has another name. */
function makeJsonata(state: State | undefined, text: string): TextEdit[] {
  if (state?.node === undefined) return [];
  const old = state.fields.list.filter(({ rule }) => rule?.language === 'JSONPath');
  const parameters = old.find(({ name }) => name === 'Parameters');
  if (old.some((field) => field !== parameters) || (parameters && holdsPath(parameters.member.value))) return [];
  const name = state.type === 'Pass' ? 'Output' : state.type === 'Map' ? 'ItemSelector' : 'Arguments';
  return [
    ...insertMember(text, state.node, 'QueryLanguage', 'JSONata', state.node.members[0]),
    ...(parameters ? replaceString(text, parameters.member.key.range, name) : []),
  ];
}

/** Whether any member is computed by its name. */
function holdsPath(node: SyntaxNode | undefined): boolean {
  if (node?.kind === 'array') return node.items.some(holdsPath);
  return node?.kind === 'object' && node.members.some(({ key, value }) => key.value.endsWith('.$') || holdsPath(value));
}

/** A bare name, or the `$$` that Step Functions does not have: what stands for the input is `$states.input`. */
function readInput(text: string, { start, end }: TextRange): TextEdit[] {
  const written = text.slice(start, end);
  if (written === '$$') return [{ range: { start, end }, newText: '$states.input' }];
  return /^[A-Za-z_]\w*$/.test(written) ? [{ range: { start, end: start }, newText: '$states.input.' }] : [];
}

/** A text with expressions in it as the one expression that puts it together. */
function joined(text: string): string | undefined {
  const parts = text.split(/(\{%.*?%\})/s).filter((part) => part !== '');
  if (parts.length < 2 || parts.some((part) => /^\{%/.test(part) !== part.endsWith('%}'))) return undefined;
  const written = parts.map((part) => (part.startsWith('{%') ? part.slice(2, -2).trim() : JSON.stringify(part)));
  return written.map((part) => (/^(?:"|[$\w.]+$)/.test(part) ? part : `(${part})`)).join(' & ');
}

/** A path as JSONata; an expression as it is. */
function expressionOf(text: string): string | undefined {
  if (!/^\$\$?[.[]/.test(text)) return undefined;
  const path = parsePath(text);
  const converted = path.kind === 'path' ? pathToJsonata(path, '$states.input') : undefined;
  return converted?.kind === 'converted' ? converted.text : undefined;
}
