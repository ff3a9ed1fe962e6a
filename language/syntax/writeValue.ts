import { isArray, isObject, type Json } from '../json.ts';
import { parseYaml } from './parseYaml.ts';
import type { ObjectNode } from './syntaxTree.ts';

/** How the text around an edit is written. JSON, flow YAML and JSON inside YAML have braces; blocks of YAML have none. */
export interface WritingStyle {
  readonly form: 'braces' | 'block';
  /** The white space before the members of the object; undefined when the object stands on one line. */
  readonly indent: string | undefined;
}

const step = '  ';

/** The style of an object that is written in `text`; undefined where quotes are escaped and no edit is possible. */
export function styleOf(text: string, { range, members }: ObjectNode): WritingStyle | undefined {
  const first = members[0]?.key.range.start;
  if (text[first ?? range.start] === '\\') return undefined;
  if (text[range.start] !== '{') {
    if (first === undefined) return undefined;
    return { form: 'block', indent: ' '.repeat(first - lineStart(text, first)) };
  }
  if (first !== undefined) {
    const before = text.slice(lineStart(text, first), first);
    return { form: 'braces', indent: before.trim() === '' ? before : undefined };
  }
  const line = text.slice(lineStart(text, range.start), range.end);
  const isBroken = text.slice(range.start, range.end).includes('\n');
  return { form: 'braces', indent: isBroken ? `${/^\s*/.exec(line)?.[0] ?? ''}${step}` : undefined };
}

/** The offset at which the line of `offset` begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** A member in the style of the object that it goes into, without comma or line break around it. */
export function writeMember(key: string, value: Json, { form, indent }: WritingStyle): string {
  if (form === 'block') return writeBlockMember(key, value, indent ?? '');
  return `${JSON.stringify(key)}: ${writeBraces(value, indent)}`;
}

/** A value as JSON: on one line without an indentation, else broken into lines as an editor would. */
export function writeBraces(value: Json, indent: string | undefined): string {
  if (indent !== undefined) return JSON.stringify(value, null, step).replaceAll('\n', `\n${indent}`);
  if (isArray(value)) return `[${value.map((item) => writeBraces(item, undefined)).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${writeBraces(item, undefined)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function writeBlockMember(key: string, value: Json, indent: string): string {
  const name = writePlain(key);
  if (isObject(value) && Object.keys(value).length > 0)
    return `${name}:\n${indent}${step}${writeBlock(value, indent + step)}`;
  if (isArray(value) && value.length > 0) return `${name}:\n${indent}${step}${writeBlock(value, indent + step)}`;
  return `${name}: ${writeBlock(value, indent)}`;
}

/** A value as a block of YAML whose first line is already indented. */
function writeBlock(value: Json, indent: string): string {
  if (isArray(value)) {
    const items = value.map((item) => `- ${writeBlock(item, indent + step)}`);
    return items.length === 0 ? '[]' : items.join(`\n${indent}`);
  }
  if (isObject(value)) {
    const members = Object.entries(value).map(([key, item]) => writeBlockMember(key, item, indent));
    return members.length === 0 ? '{}' : members.join(`\n${indent}`);
  }
  return typeof value === 'string' ? writePlain(value) : JSON.stringify(value);
}

/** A string in YAML: without quotes where it reads as nothing but itself, as a key and as a value. */
export function writePlain(text: string): string {
  return isPlain(text) ? text : JSON.stringify(text);
}

function isPlain(text: string): boolean {
  if (!/^[\w$./(][^,[\]{}#\n\r\t]*$/.test(text) || /^(?:yes|no|on|off|y|n)$/i.test(text)) return false;
  const { root, problems } = parseYaml(`${text}: ${text}`);
  const [member] = root?.kind === 'object' && problems.length === 0 ? root.members : [];
  return member?.key.value === text && member.value?.kind === 'string' && member.value.value === text;
}
