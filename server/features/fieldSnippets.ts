import type { ValueType } from '../../language/integrations/valueType.ts';
import { isArray, isObject, type Json } from '../../language/json.ts';
import { type FieldRule, fieldsOf, type ObjectName } from '../../language/model/fields.ts';
import type { QueryLanguage } from '../../language/model/stateMachine.ts';
import type { TextFormat } from '../../language/syntax/parseText.ts';
import { writeString } from '../writeString.ts';

/** A value in the making. `hole` is where the cursor goes next, with a text to start from. */
export type Sketch =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'hole'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, Sketch])[] }
  | { readonly kind: 'array'; readonly items: readonly Sketch[] };

const quotedHole: Sketch = { kind: 'hole', text: '', quoted: true };
const openObject: Sketch = { kind: 'object', members: [] };

/** The field with a value to fill in, in LSP's snippet syntax. */
export function fieldSnippet(name: string, rule: FieldRule, language: QueryLanguage, format: TextFormat): string {
  const writer = new SnippetWriter(format);
  return writer.member(name, sketchOf(rule, language), '');
}

/** Several members with values to fill in, in LSP's snippet syntax. */
export function snippetOf(members: readonly (readonly [string, Sketch])[], format: TextFormat): string {
  const writer = new SnippetWriter(format);
  return members.map(([name, value]) => writer.member(name, value, '')).join(format === 'json' ? ',\n' : '\n');
}

/** A written value; `${name}` is for the author to fill in, and of a state that is not there only the name stands. */
export function sketchOfJson(value: Json, format: TextFormat): Sketch {
  if (typeof value === 'string') {
    const [, name] = /^\$\{(\w+)\}$/.exec(value) ?? [];
    if (name === undefined) return { kind: 'text', text: escaped(writeString(value, format)) };
    return { kind: 'hole', text: /^[A-Z]\w*State$/.test(name) ? name : value, quoted: true };
  }
  if (isArray(value) && value.length > 0) {
    return { kind: 'array', items: value.map((item) => sketchOfJson(item, format)) };
  }
  if (isObject(value) && Object.keys(value).length > 0) {
    return { kind: 'object', members: Object.entries(value).map(([key, item]) => [key, sketchOfJson(item, format)]) };
  }
  return { kind: 'text', text: escaped(JSON.stringify(value)) };
}

/** A path into the input. */
export const pathSketch: Sketch = { kind: 'hole', text: '$.', quoted: true };

/** A value of an API's request: of a structure, the required members down to some depth. */
export function typeSketch(type: ValueType, depth = 3): Sketch {
  switch (type.kind) {
    case 'string':
      return { kind: 'hole', text: type.values?.[0] ?? '', quoted: true };
    case 'integer':
    case 'number':
      return { kind: 'hole', text: '1', quoted: false };
    case 'boolean':
      return { kind: 'hole', text: 'true', quoted: false };
    case 'list':
      return { kind: 'array', items: depth > 0 ? [typeSketch(type.item, depth - 1)] : [] };
    case 'structure': {
      const required = depth > 0 ? type.members().filter((member) => member.required) : [];
      return { kind: 'object', members: required.map(({ name, type: inner }) => [name, typeSketch(inner, depth - 1)]) };
    }
    case 'timestamp':
    case 'blob':
      return quotedHole;
    default:
      return openObject;
  }
}

/** What the value could be: for an object, its required fields. */
function sketchOf(rule: FieldRule, language: QueryLanguage): Sketch {
  switch (rule.kind) {
    case 'boolean':
      return rule.expression && language === 'JSONata' ? expression : { kind: 'text', text: 'true' };
    case 'number':
    case 'integer':
      return { kind: 'hole', text: String(Math.max(1, rule.min ?? 1)), quoted: false };
    case 'path':
    case 'referencePath':
      return { kind: 'hole', text: '$.', quoted: true };
    case 'errorNames':
    case 'strings':
      return { kind: 'array', items: [quotedHole] };
    case 'json':
    case 'assign':
    case 'states':
      return openObject;
    case 'template':
      // Where a template must be there, as in RoleArn, it is a string.
      if (rule.required) return quotedHole;
      return rule.of ? objectSketch(rule.of, language) : openObject;
    case 'scope':
    case 'object':
      return rule.of ? objectSketch(rule.of, language) : openObject;
    case 'objects':
      return { kind: 'array', items: [rule.of ? objectSketch(rule.of, language) : openObject] };
    default:
      return quotedHole;
  }
}

const expression: Sketch = { kind: 'hole', text: '{%  %}', quoted: true };

function objectSketch(object: ObjectName, language: QueryLanguage): Sketch {
  const required = [...fieldsOf(object)].filter(
    ([, rule]) => rule.required && (rule.language === undefined || rule.language === language),
  );
  return { kind: 'object', members: required.map(([name, rule]) => [name, sketchOf(rule, language)]) };
}

/** Writes sketches, numbering the holes as they come. */
class SnippetWriter {
  readonly #format: TextFormat;
  #holes = 0;

  constructor(format: TextFormat) {
    this.#format = format;
  }

  member(name: string, value: Sketch, indent: string): string {
    if (this.#format === 'json') return `${escaped(JSON.stringify(name))}: ${this.#json(value, indent)}`;
    const isBlock =
      value.kind === 'object' || (value.kind === 'array' && !value.items.every(({ kind }) => kind === 'hole'));
    return `${name.replace('$', '\\$')}:${isBlock ? `\n${indent}  ` : ' '}${this.#yaml(value, `${indent}  `)}`;
  }

  #json(value: Sketch, indent: string): string {
    const inner = `${indent}\t`;
    switch (value.kind) {
      case 'text':
        return value.text;
      case 'hole':
        return value.quoted ? `"${this.#hole(value.text)}"` : this.#hole(value.text);
      case 'object': {
        const members = value.members.map(([name, item]) => this.member(name, item, inner));
        return `{\n${inner}${members.length > 0 ? members.join(`,\n${inner}`) : this.#hole('')}\n${indent}}`;
      }
      case 'array': {
        const isFlat = value.items.every(({ kind }) => kind === 'hole');
        const items = value.items.map((item) => this.#json(item, isFlat ? indent : inner));
        return isFlat ? `[${items.join(', ')}]` : `[\n${inner}${items.join(`,\n${inner}`)}\n${indent}]`;
      }
    }
  }

  #yaml(value: Sketch, indent: string): string {
    switch (value.kind) {
      case 'text':
        return value.text;
      case 'hole':
        return value.quoted && /[{%]/.test(value.text) ? `"${this.#hole(value.text)}"` : this.#hole(value.text);
      case 'object':
        if (value.members.length === 0) return this.#hole('');
        return value.members.map(([name, item]) => this.member(name, item, indent)).join(`\n${indent}`);
      case 'array':
        if (value.items.every(({ kind }) => kind === 'hole')) {
          return `[${value.items.map((item) => this.#yaml(item, indent)).join(', ')}]`;
        }
        return value.items.map((item) => `- ${this.#yaml(item, `${indent}  `)}`).join(`\n${indent}`);
    }
  }

  #hole(text: string): string {
    this.#holes++;
    return text === '' ? `$${this.#holes}` : `\${${this.#holes}:${escaped(text)}}`;
  }
}

/** As text of LSP's snippet syntax. */
export function escaped(text: string): string {
  return text.replace(/[$}\\]/g, '\\$&');
}
