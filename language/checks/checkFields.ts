import { fieldsOf, type Requirements, requirementsOf } from '../model/fields.ts';
import type { Field, ObjectFields } from '../model/objectFields.ts';
import type { LanguageObject } from '../model/objectsIn.ts';
import type { BrokenState, QueryLanguage, State } from '../model/stateMachine.ts';
import { hasPlaceholder } from '../syntax/substitutions.ts';
import type { ObjectNode } from '../syntax/syntaxTree.ts';
import { partChecks } from './checkParts.ts';
import { checkValue } from './checkValue.ts';
import { isFilledIn } from './filledIn.ts';
import { named, type StateChecking } from './report.ts';

/** Every object against its table: unknown, missing, exclusive and wrongly typed fields. */
export function checkFields(checking: StateChecking): void {
  for (const object of checking.objects) checkObject(object, checking);
  if (checking.state?.type === 'Broken') checkBroken(checking.state, checking);
}

function checkBroken(state: BrokenState, checking: StateChecking): void {
  const { body } = state;
  if (state.node === undefined) {
    if (isFilledIn(body) || (body === undefined && hasPlaceholder(state.name))) return;
    const place = { range: body?.range ?? state.nameRange, location: state.location };
    checking.report('SCHEMA_VALIDATION_FAILED', 'Expected value of type [OBJECT]', place);
    return;
  }
  const type = state.fields.get('Type');
  if (type === undefined) {
    const place = { range: state.nameRange, location: state.location };
    checking.report('SCHEMA_VALIDATION_FAILED', 'These fields are required: [Type]', place);
  } else if (type.rule) {
    checkValue(type, type.rule, { location: state.location, language: state.queryLanguage }, checking);
  }
}

function checkObject(checked: LanguageObject, checking: StateChecking): void {
  const { fields, object, location } = checked;
  for (const field of fields.list) {
    if (field.name !== 'QueryLanguage' || location === '') checkField(field, checked, checking);
  }
  checkRequired(checked, checking);
  checkExclusions(checked, checking);
  checkEnd(checked, checking);
  partChecks.get(object)?.(checked, checking);
  // AWS names a wrong QueryLanguage after everything else of the state.
  const language = location === '' ? undefined : fields.get('QueryLanguage');
  if (language) checkField(language, checked, checking);
}

function checkField(field: Field, checked: LanguageObject, checking: StateChecking): void {
  const { rule, member, name } = field;
  if (rule === undefined) {
    if (!hasPlaceholder(name)) unsupported(field, checked, checking);
  } else if (rule.language && rule.language !== checked.language) {
    if (!isForbiddenOverride(checked.state, checking)) wrongLanguage(field, rule.language, checked, checking);
  } else {
    checkValue(field, rule, checked, checking);
  }
  if (name === 'QueryLanguage' && isForbiddenOverride(checked.state, checking)) {
    const message = "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine";
    checking.report('SCHEMA_VALIDATION_FAILED', message, { range: member.range, location: checked.location });
  }
}

/** A JSONPath state in a JSONata machine: said once, and then nothing more of languages in that state. */
function isForbiddenOverride(state: State | undefined, { queryLanguage }: StateChecking): boolean {
  return queryLanguage === 'JSONata' && state?.queryLanguage === 'JSONPath';
}

function unsupported({ name, member }: Field, checked: LanguageObject, checking: StateChecking): void {
  const place = { range: member.key.range, location: named(checked.location) };
  const known = [...fieldsOf(checked.object)].filter(
    ([, rule]) => !rule.language || rule.language === checked.language,
  );
  checking.report('SCHEMA_VALIDATION_FAILED', `Field '${name}' is not supported`, place, {
    data: { field: name, object: checked.object, known: known.map(([key]) => key).join(' ') },
  });
}

function wrongLanguage(
  { name, member }: Field,
  only: QueryLanguage,
  checked: LanguageObject,
  checking: StateChecking,
): void {
  const message = `The QueryLanguage is set to '${checked.language}', but field '${name}' is only supported for the '${only}' QueryLanguage`;
  const place = { range: member.key.range, location: named(checked.location) };
  checking.report('SCHEMA_VALIDATION_FAILED', message, place, { data: { field: name, language: only } });
}

function checkRequired(checked: LanguageObject, checking: StateChecking): void {
  const { object, fields, language } = checked;
  const requirements = requirementsOf(object, language);
  if (isComplete(fields, requirements) || hasOpenEnd(fields)) return;
  const missing = requirements.required.filter((name) => !fields.has(name));
  const empty = requirements.oneOf.filter((group) => isEmpty(group, fields));
  const { node, state, location } = checked;
  const place = { range: headOf(node, state, location), location: named(location) };
  if (missing.length > 0) {
    // AWS lists them last to first: [States, StartAt].
    const list = missing.reverse().join(', ');
    checking.report('SCHEMA_VALIDATION_FAILED', `These fields are required: [${list}]`, place, {
      data: { fields: list },
    });
  }
  for (const group of empty) {
    const list = group.join(', ');
    const message =
      group[0] === 'Next' ? 'These fields are required: [Next]' : `One of these fields is required: [${list}]`;
    checking.report('SCHEMA_VALIDATION_FAILED', message, place, { data: { fields: list } });
  }
}

/** Asked of every object, so without a list that nobody needs. */
function isComplete(fields: ObjectFields, { required, oneOf }: Requirements): boolean {
  for (const name of required) if (!fields.has(name)) return false;
  for (const group of oneOf) if (isEmpty(group, fields)) return false;
  return true;
}

function isEmpty(group: readonly string[], fields: ObjectFields): boolean {
  for (const name of group) if (!saysNothing(fields.get(name))) return false;
  return true;
}

/** Said of `"End": false` beside a Next; without one the missing Next is said. */
function checkEnd({ fields, location }: LanguageObject, checking: StateChecking): void {
  const end = fields.get('End');
  if (end === undefined || !saysNothing(end) || !fields.has('Next')) return;
  const place = { range: end.member.range, location: `${location}/End` };
  checking.report('hint.end-false', '“End”: false has no effect; leave it out.', place);
}

/** `"End": false` says as much as no End at all. */
function saysNothing(field: Field | undefined): boolean {
  if (field === undefined) return true;
  const { value } = field.member;
  return field.name === 'End' && value?.kind === 'boolean' && !value.value;
}

/** A bare placeholder among the fields may stand for any of them. */
function hasOpenEnd(fields: ObjectFields): boolean {
  for (const { name, member } of fields.list) if (member.value === undefined && hasPlaceholder(name)) return true;
  return false;
}

/** The part of an object to underline when something is missing in it: the state's name, else its opening brace. */
function headOf(node: ObjectNode, state: State | undefined, location: string): ObjectNode['range'] {
  if (state && state.location === location) return state.nameRange;
  return { start: node.range.start, end: Math.min(node.range.start + 1, node.range.end) };
}

function checkExclusions({ fields, location }: LanguageObject, checking: StateChecking): void {
  for (const { name, rule, member } of fields.list) {
    if (rule?.excludes === undefined) continue;
    for (const other of rule.excludes) {
      const found = fields.get(other);
      if (saysNothing(found) || found === undefined) continue;
      const second = found.member.range.start > member.range.start ? found : { name, member };
      const message = `Fields '${name}' and '${other}' cannot be used together`;
      const place = { range: second.member.key.range, location: named(location) };
      checking.report('SCHEMA_VALIDATION_FAILED', message, place, { data: { field: second.name } });
    }
  }
}
