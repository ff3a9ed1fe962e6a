import { comparisonNamed } from '../expressions/comparisons.ts';
import { isJsonata } from '../expressions/jsonata.ts';
import type { ObjectName } from '../model/fields.ts';
import type { LanguageObject } from '../model/objectsIn.ts';
import { textOf } from '../model/readFields.ts';
import { hasPlaceholder } from '../syntax/substitutions.ts';
import { isFilledIn } from './filledIn.ts';
import { named, type StateChecking } from './report.ts';

type PartCheck = (checked: LanguageObject, checking: StateChecking) => void;

/** What the field table cannot say of an object: rules between its fields. */
export const partChecks: ReadonlyMap<ObjectName, PartCheck> = new Map<ObjectName, PartCheck>([
  ['ChoiceRule', checkRule],
  ['NestedRule', checkRule],
  ['Task', checkCredentials],
  ['ProcessorConfig', checkProcessorConfig],
  ['ReaderConfig', checkReaderConfig],
  ['ResultWriter', checkResultWriter],
  ['Map', checkMap],
]);

/** A JSONPath rule is one of And, Or, Not, or a Variable with exactly one comparison. */
function checkRule(checked: LanguageObject, checking: StateChecking): void {
  const { fields, language, node } = checked;
  if (language !== 'JSONPath' || fields.has('Condition')) return;
  const forms: string[] = [];
  for (const { name } of fields.list) {
    if (hasPlaceholder(name)) return;
    if (name === 'And' || name === 'Or' || name === 'Not' || comparisonNamed(name)) forms.push(name);
  }
  const [first, second] = forms;
  const compares = first !== undefined && comparisonNamed(first) !== undefined;
  if (forms.length === 1 && compares === fields.has('Variable')) return;
  const place = { range: { start: node.range.start, end: node.range.start + 1 }, location: named(checked.location) };
  if (first === undefined) {
    // A misspelt operator is said as a field that is not supported.
    if (fields.list.some(({ rule }) => rule === undefined)) return;
    checking.report('SCHEMA_VALIDATION_FAILED', 'A choice rule needs a comparison operator, And, Or or Not', place);
    return;
  }
  if (second !== undefined) {
    const range = fields.get(second)?.member.key.range ?? place.range;
    const message = 'A choice rule can have only one comparison operator, And, Or or Not';
    checking.report('SCHEMA_VALIDATION_FAILED', message, { ...place, range }, { data: { field: second } });
  }
  if (compares && !fields.has('Variable')) {
    checking.report('SCHEMA_VALIDATION_FAILED', 'These fields are required: [Variable]', place, {
      data: { fields: 'Variable' },
    });
  }
  const variable = compares ? undefined : fields.get('Variable');
  if (variable) {
    const message = `Field 'Variable' is not supported`;
    checking.report('SCHEMA_VALIDATION_FAILED', message, { ...place, range: variable.member.key.range });
  }
}

/** Credentials name one role: a text, or in JSONPath what a path under `RoleArn.$` gives. */
function checkCredentials({ fields, language, location }: LanguageObject, checking: StateChecking): void {
  const field = fields.get('Credentials');
  const value = field?.member.value;
  if (field === undefined || value?.kind !== 'object') return;
  const at = `${location}/Credentials`;
  for (const { key, value: role } of value.members) {
    if (key.value !== 'RoleArn' || role === undefined || role.kind === 'string' || isFilledIn(role)) continue;
    const place = { range: role.range, location: `${at}/RoleArn` };
    checking.report('SCHEMA_VALIDATION_FAILED', 'Expected value of type [STRING]', place);
  }
  const names = language === 'JSONata' ? ['RoleArn'] : ['RoleArn', 'RoleArn.$'];
  if (value.members.some(({ key }) => names.includes(key.value) || hasPlaceholder(key.value))) return;
  const place = { range: field.member.key.range, location: at };
  checking.report('SCHEMA_VALIDATION_FAILED', "The field 'RoleArn' is required but was missing", place, {
    data: { fields: 'RoleArn' },
  });
}

function checkProcessorConfig(checked: LanguageObject, checking: StateChecking): void {
  const { fields, location, node } = checked;
  const mode = fields.get('Mode');
  if (mode === undefined || textOf(node, 'Mode') !== 'DISTRIBUTED') return;
  if (!fields.has('ExecutionType')) require('ExecutionType', checked, checking);
  if (checking.type !== 'EXPRESS') return;
  const place = { range: mode.member.range, location: `${location}/Mode` };
  checking.report('SCHEMA_VALIDATION_FAILED', "Express state machine does not support 'DISTRIBUTED' Map states", place);
}

function checkMap(checked: LanguageObject, checking: StateChecking): void {
  checkItems(checked, checking);
  checkDistributedOnly(checked, checking);
}

/** Items is an array, an object, or an expression that gives one. */
function checkItems({ fields, language, location }: LanguageObject, checking: StateChecking): void {
  const value = fields.get('Items')?.member.value;
  if (value === undefined || language !== 'JSONata' || value.kind === 'array' || value.kind === 'object') return;
  if (isFilledIn(value) || (value.kind === 'string' && isJsonata(value.value))) return;
  const place = { range: value.range, location: `${location}/Items` };
  checking.report('SCHEMA_VALIDATION_FAILED', 'Expected value of type [ARRAY]', place);
}

function checkResultWriter(checked: LanguageObject, checking: StateChecking): void {
  const parameters = checked.language === 'JSONata' ? 'Arguments' : 'Parameters';
  if (checked.fields.has('Resource') && !checked.fields.has(parameters)) require(parameters, checked, checking);
}

function require(name: string, { node, location }: LanguageObject, checking: StateChecking): void {
  const place = { range: { start: node.range.start, end: node.range.start + 1 }, location: named(location) };
  checking.report('SCHEMA_VALIDATION_FAILED', `These fields are required: [${name}]`, place, {
    data: { fields: name },
  });
}

/** Members of ReaderConfig that need each other, have no effect, or not the one meant. */
function checkReaderConfig(checked: LanguageObject, checking: StateChecking): void {
  const { fields, location, node } = checked;
  const say = (name: string, message: string) => {
    const field = fields.get(name);
    if (field) {
      checking.report('hint.reader-config', message, { range: field.member.range, location: `${location}/${name}` });
    }
  };
  const inputType = textOf(node, 'InputType');
  const given = textOf(node, 'CSVHeaderLocation') === 'GIVEN';
  if (given && !fields.has('CSVHeaders')) require('CSVHeaders', checked, checking);
  if (!given) say('CSVHeaders', 'CSVHeaders is used only with CSVHeaderLocation GIVEN.');
  if (inputType === undefined || hasPlaceholder(inputType)) return;
  if (inputType !== 'MANIFEST') say('ManifestType', 'ManifestType belongs to InputType MANIFEST.');
  if (inputType !== 'JSON') say('ItemsPointer', 'ItemsPointer belongs to InputType JSON.');
  if (inputType !== 'CSV' && textOf(node, 'ManifestType') !== 'ATHENA_DATA') {
    for (const name of ['CSVHeaderLocation', 'CSVHeaders', 'CSVDelimiter'])
      say(name, `${name} belongs to InputType CSV.`);
  }
}

/** AWS takes these fields in an inline Map, and the execution fails when it gets there. */
function checkDistributedOnly({ state, fields }: LanguageObject, checking: StateChecking): void {
  if (state?.type !== 'Map' || state.mode === 'DISTRIBUTED') return;
  const processor = fields.get('ItemProcessor') ?? fields.get('Iterator');
  if (isFilledIn(processor?.member.value) || hasUnknownMode(state.processor)) return;
  for (const { name, rule, member } of fields.list) {
    if (!rule?.distributed) continue;
    const place = { range: member.key.range, location: `${state.location}/${name}` };
    const message = `${name} needs a distributed Map: ProcessorConfig.Mode DISTRIBUTED.`;
    checking.report(rule.kind === 'object' ? 'hint.distributed-only' : 'hint.inline-no-effect', message, place);
  }
}

function hasUnknownMode(processor: Extract<LanguageObject['state'], { type: 'Map' }>['processor']): boolean {
  if ('kind' in processor) return true;
  const config = processor.node.members.find((member) => member.key.value === 'ProcessorConfig')?.value;
  if (config?.kind !== 'object') return isFilledIn(config);
  const mode = config.members.find((member) => member.key.value === 'Mode')?.value;
  return isFilledIn(mode);
}
