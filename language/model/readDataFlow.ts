import { jsonataIn } from '../expressions/jsonata.ts';
import { parseIntrinsic } from '../expressions/parseIntrinsic.ts';
import { parsePath } from '../expressions/parsePath.ts';
import { readTemplate, type Template } from '../expressions/template.ts';
import type { MemberNode } from '../syntax/syntaxTree.ts';
import { fieldsOf } from './fields.ts';
import { broken, fieldIn, nodeOf, type ReadingPlace } from './readFields.ts';
import type { Assignment, Assignments, Broken, DataFlow, Dynamic, PathOrNull, StateBase } from './stateMachine.ts';

/**
 * A state with the fields of data processing that its query language has. Every field is named: an object that grows
 * while another one is spread into it takes several times the room.
 */
export function withDataFlow(base: StateBase, place: ReadingPlace): StateBase & DataFlow {
  const { name, nameRange, range, node, scope, location, queryLanguage, comment, fields } = base;
  const jsonata = queryLanguage === 'JSONata';
  return {
    name,
    nameRange,
    range,
    node,
    scope,
    location,
    queryLanguage,
    comment,
    fields,
    inputPath: jsonata ? undefined : readPath(place, 'InputPath'),
    parameters: readTemplateField(place, jsonata ? 'Arguments' : 'Parameters'),
    resultSelector: jsonata ? undefined : readTemplateField(place, 'ResultSelector'),
    resultPath: jsonata ? undefined : readPath(place, 'ResultPath'),
    outputPath: jsonata ? undefined : readPath(place, 'OutputPath'),
    output: jsonata ? readTemplateField(place, 'Output') : undefined,
    assign: readAssign(place),
  };
}

export function readTemplateField(place: ReadingPlace, name: string): Template | undefined {
  const value = nodeOf(place.node, name);
  return value && readTemplate(value, place.language, `${place.prefix}${name}`);
}

export function readAssign(place: ReadingPlace): Assignments | undefined {
  const value = nodeOf(place.node, 'Assign');
  if (value?.kind !== 'object') return undefined;
  return { range: value.range, variables: value.members.map((member) => readAssignment(member, place)) };
}

function readAssignment(member: MemberNode, place: ReadingPlace): Assignment {
  const written = member.key.value;
  const computed = place.language === 'JSONPath' && written.endsWith('.$');
  const value = computed ? computedMember(member, place) : plainMember(member, place);
  return { name: computed ? { value: written.slice(0, -2), range: member.key.range } : member.key, value };
}

function plainMember(member: MemberNode, place: ReadingPlace): Template {
  if (member.value === undefined) return broken(undefined, member.range, 'The value is missing.');
  return readTemplate(member.value, place.language, `${place.prefix}Assign/${member.key.value}`);
}

/** Read as a template of one member, so that `.$` means here what it means elsewhere. */
function computedMember(member: MemberNode, place: ReadingPlace): Template {
  const alone = { kind: 'object', members: [member], range: member.range } as const;
  const template = readTemplate(alone, place.language, `${place.prefix}Assign`);
  const value = template.kind === 'object' ? template.members[0]?.value : template;
  return value ?? broken(member.value, member.range, 'The value is missing.');
}

/** InputPath, OutputPath, ResultPath, ItemsPath. */
export function readPath(place: ReadingPlace, name: string): PathOrNull | undefined {
  const field = fieldIn(place.node, name);
  if (field === undefined) return undefined;
  const value = field.value;
  if (value?.kind === 'null') return { kind: 'null', range: value.range };
  if (value?.kind !== 'string') return broken(value, field.range, `${name} must be a path.`);
  const path = parsePath(value.value);
  return path.kind === 'problem'
    ? broken(value, value.range, path.message)
    : { kind: 'path', path, range: value.range };
}

/** A number given as such, by a path in `<name>Path`, or by an expression. */
export function readNumber(place: ReadingPlace, name: string): Dynamic<number> | undefined {
  return readDynamic(place, name, asNumber);
}

/** A string given as such, by a path or intrinsic function in `<name>Path`, or by an expression. */
export function readText(place: ReadingPlace, name: string): Dynamic<string> | undefined {
  return readDynamic(place, name, asString);
}

function asNumber(value: string | number): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function asString(value: string | number): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function readDynamic<T>(
  place: ReadingPlace,
  name: string,
  accept: (value: string | number) => T | undefined,
): Dynamic<T> | undefined {
  const field = fieldIn(place.node, name);
  if (field === undefined) return place.language === 'JSONPath' ? readDynamicPath(place, `${name}Path`) : undefined;
  const value = field.value;
  if (value?.kind === 'string' && place.language === 'JSONata') {
    const expression = jsonataIn(value.value);
    if (expression) return { kind: 'jsonata', field: place.prefix + name, expression, range: value.range };
  }
  const literal = value?.kind === 'string' || value?.kind === 'number' ? accept(value.value) : undefined;
  if (literal === undefined || value === undefined) {
    return broken(value, field.range, `${name} has a value of the wrong type.`);
  }
  return { kind: 'literal', field: name, value: literal, range: value.range };
}

function readDynamicPath(place: ReadingPlace, name: string): Broken | Dynamic<never> | undefined {
  const field = fieldIn(place.node, name);
  if (field === undefined) return undefined;
  const value = field.value;
  if (value?.kind !== 'string') return broken(value, field.range, `${name} must be a path.`);
  if (fieldsOf(place.object).get(name)?.intrinsic && value.value.startsWith('States.')) {
    const call = parseIntrinsic(value.value);
    if (call.kind === 'problem') return broken(value, value.range, call.message);
    return { kind: 'intrinsic', field: name, call, range: value.range };
  }
  const path = parsePath(value.value);
  if (path.kind === 'problem') return broken(value, value.range, path.message);
  return { kind: 'path', field: name, path, range: value.range };
}
