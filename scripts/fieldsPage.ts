import { type FieldRule, fieldKinds, type ObjectName, type ObjectRule, objectRules } from '../language/model/fields.ts';

/** docs/fields.md: every object of the language with its fields. */
export function fieldsPage(): string {
  const intro = `# Fields of the Amazon States Language

Every field of every object, as Stepwise checks, completes and explains it. *JSONPath* and *JSONata* mark fields of one
query language. “Expression” means that a JSONata state may compute the value with \`{% … %}\`.
`;
  return [intro, ...[...objectRules].map(section)].join('\n');
}

function section([name, { doc, fields, oneOf = [] }]: [ObjectName, ObjectRule]): string {
  const rows = Object.entries(fields).map(
    ([field, rule]) => `| \`${field}\` | ${valueText(rule)} | ${notesOf(rule)} |`,
  );
  const groups = oneOf.map((group) => `\nOne of ${group.map((field) => `\`${field}\``).join(', ')} is required.\n`);
  return `## ${name}\n\n${doc}\n${groups.join('')}\n| field | value | |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}

function valueText({ kind, of, values, min, max, nullable, expression, intrinsic, default: usual }: FieldRule): string {
  const link = of === undefined ? fieldKinds[kind] : `${fieldKinds[kind]} of [${of}](#${of.toLowerCase()})`;
  const list = values?.map((value) => `\`${value}\``).join(', ');
  const range = kind === 'integer' || kind === 'number' ? rangeOf(min, max) : '';
  const parts = [
    list ?? (kind === 'objects' || of === undefined ? link : link.replace(' of ', ': ')),
    range,
    intrinsic && 'or intrinsic function',
    nullable && 'or `null`',
    expression && kind !== 'template' && kind !== 'assign' && 'or expression',
    usual !== undefined && `default \`${JSON.stringify(usual)}\``,
  ];
  return parts.filter(Boolean).join(', ');
}

function rangeOf(min: number | undefined, max: number | undefined): string {
  if (min === undefined) return '';
  return max === undefined ? `at least ${min}` : `${min} to ${max}`;
}

function notesOf({ doc, language, required, excludes, distributed }: FieldRule): string {
  const notes = [
    required && '**Required.**',
    language && `*${language}.*`,
    distributed && 'Distributed only.',
    doc,
    excludes && `Not beside ${excludes.map((field) => `\`${field}\``).join(', ')}.`,
  ];
  return notes.filter(Boolean).join(' ');
}
