import type { Finding } from '../../checks/finding.ts';
import type { Json } from '../../json.ts';
import { type FieldRule, fieldsOf } from '../../model/fields.ts';
import type { LanguageObject } from '../../model/objectsIn.ts';
import { nearest } from '../../nearest.ts';
import { insertMember, removeMember, replaceString } from '../../syntax/editTree.ts';
import { memberOf } from '../../syntax/syntaxTree.ts';
import { memberAround, objectNamed } from '../findNode.ts';
import type { Change, WrittenDefinition } from './mend.ts';

/** Fields that are missing, misspelt, not allowed here, or twice there. */
export function mendFields(finding: Finding, written: WrittenDefinition): readonly Change[] {
  const { code, data = {} } = finding;
  if (code === 'hint.missing-argument') return addArguments(finding, written);
  if (code === 'hint.duplicate-key' || code === 'hint.reader-config') return removeField(finding, written);
  if (code === 'hint.inline-no-effect') return removeField(finding, written);
  if (code === 'hint.distributed-only') return [...distribute(finding, written), ...removeField(finding, written)];
  if (code === 'hint.no-timeout') return addTimeout(finding, written);
  if (data.fields !== undefined) return addFields(finding, data.fields.split(', '), written);
  if (data.field === undefined) return [];
  return [...renameField(finding, data.field, written), ...removeField(finding, written)];
}

function removeField({ range }: Finding, { text, root }: WrittenDefinition): readonly Change[] {
  const place = memberAround(root, range);
  if (place === undefined) return [];
  const { object, member } = place;
  return [{ title: `Remove “${member.key.value}”`, edits: removeMember(text, object, member) }];
}

/** The same idea in the other query language. */
const twins: ReadonlyMap<string, string> = new Map([
  ['Parameters', 'Arguments'],
  ['Arguments', 'Parameters'],
  ['Iterator', 'ItemProcessor'],
]);

function renameField({ range, data = {} }: Finding, field: string, { text }: WrittenDefinition): readonly Change[] {
  const known = data.known?.split(' ') ?? [];
  const found = nearest(field, known) ?? (data.language ? twins.get(field) : undefined);
  return found === undefined ? [] : [{ title: `Change to “${found}”`, edits: replaceString(text, range, found) }];
}

function addFields(finding: Finding, fields: readonly string[], written: WrittenDefinition): readonly Change[] {
  const { text, machine } = written;
  const object = objectNamed(machine, finding.location, finding.range);
  if (object === undefined) return addToMember(finding, fields, written);
  if (fields.includes('Next')) return leaveBy(object, text);
  const add = (field: string): Change => ({
    title: `Add ${field}`,
    edits: insertMember(text, object.node, field, valueFor(field, object)),
  });
  return fields.map(add);
}

/** A field of an object that has no table row of its own: a broken state, or what a field holds. */
function addToMember(
  { range }: Finding,
  fields: readonly string[],
  { text, root }: WrittenDefinition,
): readonly Change[] {
  const value = memberAround(root, range)?.member.value;
  if (value?.kind !== 'object') return [];
  return fields.map((field) => ({
    title: `Add ${field}`,
    edits: insertMember(text, value, field, field === 'Type' ? 'Pass' : ''),
  }));
}

/** Next to the state that stands behind this one, or End. */
function leaveBy({ node, state, fields, location }: LanguageObject, text: string): readonly Change[] {
  const states = [...(state?.scope.states.values() ?? [])];
  const following = state && states[states.indexOf(state) + 1];
  const add = (field: string, value: Json): Change => ({
    title: typeof value === 'string' ? `Add ${field}: “${value}”` : `Add ${field}`,
    edits: insertMember(text, node, field, value),
  });
  // Rules and catchers only lead on.
  const isDone = fields.has('End') || location !== state?.location;
  return [...(following ? [add('Next', following.name)] : []), ...(isDone ? [] : [add('End', true)])];
}

function valueFor(field: string, { object, state, node }: LanguageObject): Json {
  if (field === 'StartAt') return firstState(node);
  if (field === 'Variable') return '$.value';
  if (field === 'Next') return state?.name ?? '';
  const rule = fieldsOf(object).get(field);
  return rule ? valueOfKind(rule) : '';
}

function firstState(node: LanguageObject['node']): string {
  const states = memberOf(node, 'States')?.value;
  return states?.kind === 'object' ? (states.members[0]?.key.value ?? '') : '';
}

/** Something of the right kind to begin with. */
function valueOfKind({ kind, values, min, default: usual, of }: FieldRule): Json {
  if (usual !== undefined) return usual;
  switch (kind) {
    case 'string':
      return values?.[0] ?? '';
    case 'boolean':
      return true;
    case 'number':
    case 'integer':
      return min ?? 1;
    case 'path':
    case 'referencePath':
      return '$';
    case 'timestamp':
      return '2030-01-01T00:00:00Z';
    case 'resource':
      return 'arn:aws:states:::lambda:invoke';
    case 'errorNames':
      return ['States.ALL'];
    case 'strings':
      return [];
    case 'objects':
      return of === 'Branch' ? [smallScope] : [];
    case 'scope':
      return smallScope;
    case 'json':
    case 'template':
    case 'assign':
    case 'states':
    case 'object':
      return {};
    case 'stateName':
      return '';
    default:
      return kind satisfies never;
  }
}

const smallScope: Json = { StartAt: 'Start', States: { Start: { Type: 'Pass', End: true } } };

function addArguments({ range, data = {} }: Finding, { text, root }: WrittenDefinition): readonly Change[] {
  const value = memberAround(root, range)?.member.value;
  const [missing] = (data.missing ?? '').split(' ');
  if (value?.kind !== 'object' || !missing) return [];
  return [{ title: `Add ${missing}`, edits: insertMember(text, value, missing, '') }];
}

function addTimeout({ range }: Finding, { text, machine }: WrittenDefinition): readonly Change[] {
  const node = machine.states.find(({ range: all }) => all.start <= range.start && range.end <= all.end)?.node;
  return node ? [{ title: 'Add TimeoutSeconds', edits: insertMember(text, node, 'TimeoutSeconds', 3600) }] : [];
}

function distribute({ range }: Finding, { text, root }: WrittenDefinition): readonly Change[] {
  const map = memberAround(root, range)?.object;
  const processor = (memberOf(map, 'ItemProcessor') ?? memberOf(map, 'Iterator'))?.value;
  if (processor?.kind !== 'object' || memberOf(processor, 'ProcessorConfig')) return [];
  const config = { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' };
  return [{ title: 'Make the Map distributed', edits: insertMember(text, processor, 'ProcessorConfig', config) }];
}
