import type { Finding } from '../../checks/finding.ts';
import { parsePath } from '../../expressions/parsePath.ts';
import type { Json } from '../../json.ts';
import type { FieldRule } from '../../model/fields.ts';
import { objectsIn } from '../../model/objectsIn.ts';
import { nearest } from '../../nearest.ts';
import { replaceString, replaceValue } from '../../syntax/editTree.ts';
import type { MemberNode, SyntaxNode } from '../../syntax/syntaxTree.ts';
import { toJson } from '../../syntax/syntaxTree.ts';
import type { TextEdit } from '../../text.ts';
import { type MemberPlace, memberAround } from '../findNode.ts';
import type { Change, WrittenDefinition } from './mend.ts';

/** Values of the wrong type, out of range, or beside the words that a field takes; paths without their `$`. */
export function mendValues(finding: Finding, written: WrittenDefinition): readonly Change[] {
  const { code, range, data } = finding;
  if (code !== 'SCHEMA_VALIDATION_FAILED' || data !== undefined) return [];
  const place = memberAround(written.root, range);
  const value = place?.member.value;
  if (place === undefined || value === undefined || !isOf(value, range.start)) return [];
  const rule = ruleOf(place, written);
  const fixed = rule ? valuesFor(rule, value) : [];
  return [
    ...fixed.map((each) => ({
      title: `Change to ${typeof each === 'string' ? `“${each}”` : JSON.stringify(each)}`,
      edits: replaceValue(written.text, place.object, place.member, each),
    })),
    ...mendPath(place.member, value, rule, written.text),
  ];
}

/** Whether the finding is of this value, and not of the object that holds the member. */
function isOf({ range }: SyntaxNode, start: number): boolean {
  return range.start <= start && start < range.end;
}

function ruleOf({ object, member }: MemberPlace, { machine }: WrittenDefinition): FieldRule | undefined {
  return objectsIn(machine)
    .find(({ node }) => node.range.start === object.range.start && node.range.end === object.range.end)
    ?.fields.get(member.key.value)?.rule;
}

/** What is most likely meant, the likeliest first. */
function valuesFor(rule: FieldRule, value: SyntaxNode): readonly Json[] {
  const { kind, values } = rule;
  if (kind === 'number' || kind === 'integer') return numberFor(rule, value);
  if (kind === 'boolean')
    return value.kind === 'string' && /^(?:true|false)$/i.test(value.value.trim()) ? [/t/i.test(value.value)] : [];
  if (values !== undefined) return wordsFor(values, value);
  if (kind === 'errorNames' || kind === 'strings') return value.kind === 'string' ? [[value.value]] : [];
  if (kind === 'objects') return value.kind === 'object' ? [[toJson(value)]] : [];
  if (kind === 'timestamp') return value.kind === 'string' ? timestampFor(value.value) : [];
  if (kind === 'string' || kind === 'stateName')
    return value.kind === 'number' ? [value.text] : value.kind === 'boolean' ? [String(value.value)] : [];
  return [];
}

function numberFor({ kind, min, max }: FieldRule, value: SyntaxNode): readonly number[] {
  const text = value.kind === 'string' ? value.value.trim() : value.kind === 'number' ? value.text : '';
  const number = text === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(number)) return [];
  const whole = kind === 'integer' ? Math.round(number) : number;
  const bounded = Math.min(Math.max(whole, min ?? whole), max ?? Number.POSITIVE_INFINITY);
  return value.kind === 'number' && bounded === number ? [] : [bounded];
}

/** The nearest of the words; of few all. */
function wordsFor(values: readonly string[], value: SyntaxNode): readonly string[] {
  const found = value.kind === 'string' ? nearest(value.value.trim(), values) : undefined;
  if (found !== undefined) return [found];
  return values.length <= 3 ? values : [];
}

function timestampFor(text: string): readonly string[] {
  const [, date, time = 'T00:00:00', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(Z|[+-]\d\d:\d\d)?$/i.exec(text.trim()) ?? [];
  if (date === undefined) return [];
  const clock = time.replace(/^T/, '');
  return [`${date}T${clock.length === 5 ? `${clock}:00` : clock}${zone.toUpperCase()}`];
}

function mendPath(member: MemberNode, value: SyntaxNode, rule: FieldRule | undefined, text: string): readonly Change[] {
  if (value.kind !== 'string') return [];
  const isComputed = rule === undefined && member.key.value.endsWith('.$');
  if (!isComputed && rule?.kind !== 'path' && rule?.kind !== 'referencePath') return [];
  const path = pathMeant(value.value);
  const changes: { title: string; edits: TextEdit[] }[] = [];
  if (path !== undefined) changes.push({ title: `Change to “${path}”`, edits: replaceString(text, value.range, path) });
  if (isComputed && !/^(?:\$|States\.)/.test(value.value)) {
    const name = member.key.value.slice(0, -2);
    changes.push({
      title: `Keep the text: change the name to “${name}”`,
      edits: replaceString(text, member.key.range, name),
    });
  }
  return changes;
}

/** Names with dots between them that want a `$` before them. */
function pathMeant(text: string): string | undefined {
  if (!/^\.?[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[\d+\])*$/.test(text) || text.startsWith('States.')) return undefined;
  const path = `$.${text.replace(/^\./, '')}`;
  return parsePath(path).kind === 'path' ? path : undefined;
}
