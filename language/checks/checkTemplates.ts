import { isJsonata } from '../expressions/jsonata.ts';
import { parseIntrinsic } from '../expressions/parseIntrinsic.ts';
import { parsePath } from '../expressions/parsePath.ts';
import type { Field } from '../model/objectFields.ts';
import type { LanguageObject } from '../model/objectsIn.ts';
import type { QueryLanguage } from '../model/stateMachine.ts';
import { hasPlaceholder } from '../syntax/substitutions.ts';
import type { MemberNode, ObjectNode, StringNode, SyntaxNode } from '../syntax/syntaxTree.ts';
import type { StateChecking } from './report.ts';

/** Values inside templates that are not what they look like: paths and expressions that stay text, and the reverse. */
export function checkTemplates(checking: StateChecking): void {
  for (const owner of checking.objects) {
    for (const field of owner.fields.list) {
      const { rule, member } = field;
      if (rule?.kind !== 'template' && rule?.kind !== 'assign' && rule?.kind !== 'json') continue;
      if (member.value === undefined || (rule.language !== undefined && rule.language !== owner.language)) continue;
      const place = new TemplatePlace(owner, field, checking);
      if (rule.kind === 'json') checkStatic(member.value, place);
      else checkTemplate(member.value, member.key, place);
    }
  }
}

/** The field that holds a template. */
class TemplatePlace {
  readonly language: QueryLanguage;
  readonly checking: StateChecking;
  readonly #owner: LanguageObject;
  readonly #field: Field;

  constructor(owner: LanguageObject, field: Field, checking: StateChecking) {
    this.language = owner.language;
    this.checking = checking;
    this.#owner = owner;
    this.#field = field;
  }

  get location(): string {
    return `${this.#owner.location}/${this.#field.name}`;
  }
}

function checkTemplate(node: SyntaxNode, key: StringNode | undefined, place: TemplatePlace): void {
  switch (node.kind) {
    case 'object':
      if (place.language === 'JSONPath') checkTwins(node, place);
      for (const member of node.members) checkMember(member, place);
      break;
    case 'array':
      for (const item of node.items) checkTemplate(item, undefined, place);
      break;
    case 'string':
      checkText(node, key, place);
      break;
    default:
  }
}

function checkMember({ key, value }: MemberNode, place: TemplatePlace): void {
  if (value === undefined) return;
  if (!key.value.endsWith('.$')) checkTemplate(value, key, place);
  else if (place.language === 'JSONPath') checkComputed(key, value, place);
  else {
    const message = `In JSONata nothing is computed by “.$”: “${key.value}” keeps its name and its value stays as it is.`;
    place.checking.report('NO_PATH', message, { range: key.range, location: place.location });
  }
}

/** Strings under a key with `.$` are checked as expressions; anything else cannot be one. */
function checkComputed(key: StringNode, value: SyntaxNode, place: TemplatePlace): void {
  if (value.kind === 'string' || value.kind === 'hole') return;
  const { checking, location } = place;
  const message = `The value for the field '${key.value}' must be a valid JSONPath or a valid intrinsic function call`;
  checking.report('SCHEMA_VALIDATION_FAILED', message, { range: value.range, location });
}

/** `a` beside `a.$`: both would be called `a`. */
function checkTwins(node: ObjectNode, place: TemplatePlace): void {
  for (const { key } of node.members) {
    const twin = key.value.endsWith('.$') ? twinOf(key, node) : undefined;
    if (twin === undefined) continue;
    const { checking, location } = place;
    const message = `The fields '${key.value}' and '${twin.value}' have the same name`;
    checking.report(
      'SCHEMA_VALIDATION_FAILED',
      message,
      { range: key.range, location },
      {
        related: [{ message: 'The other field of this name.', range: twin.range }],
      },
    );
  }
}

function twinOf({ value: computed }: StringNode, { members }: ObjectNode): StringNode | undefined {
  for (const { key } of members) {
    if (key.value.length === computed.length - 2 && computed.startsWith(key.value)) return key;
  }
  return undefined;
}

function checkText(node: StringNode, key: StringNode | undefined, place: TemplatePlace): void {
  const text = node.value;
  const { checking, language } = place;
  if ((language === 'JSONata' && isJsonata(text)) || !mayMislead.test(text) || hasPlaceholder(text)) return;
  const { location } = place;
  const at = { range: node.range, location };
  if (language === 'JSONata') checkJsonataText(text, at, checking);
  else if (isJsonata(text)) {
    checking.report('hint.jsonata-in-jsonpath', 'This state uses JSONPath: the expression stays text.', at);
  } else if (key !== undefined && looksComputed(text)) {
    const message = `“${text}” is not evaluated, because the name “${key.value}” does not end in “.$”.`;
    checking.report('NO_DOLLAR', message, at, { data: { key: key.value } });
  }
}

/** Most texts are plainly texts. */
const mayMislead = /^\$|^States\.|^\s*\{%|%\}\s*$/;

function checkJsonataText(
  text: string,
  at: { range: StringNode['range']; location: string },
  checking: StateChecking,
): void {
  const trimmed = text.trim();
  if (trimmed.startsWith('{%') || trimmed.endsWith('%}')) {
    const message = 'Only a string that begins with {% and ends with %} is an expression; this one stays text.';
    checking.report('hint.jsonata-delimiters', message, at);
  } else if (looksComputed(text) || /^\$states\.\w/.test(text)) {
    const message = `“${text}” is not evaluated: an expression stands between {% and %}.`;
    checking.report('hint.jsonpath-in-jsonata', message, at);
  }
}

/** A path into data, the context object, or an intrinsic call; prices such as “$5” and a lone “$” are none. */
function looksComputed(text: string): boolean {
  if (/^\$\$?[.[]/.test(text)) return parsePath(text).kind === 'path';
  return text.startsWith('States.') && parseIntrinsic(text).kind === 'call';
}

/** A Pass state's Result is a constant, whatever it looks like. */
function checkStatic(node: SyntaxNode, place: TemplatePlace): void {
  if (node.kind === 'array') for (const item of node.items) checkStatic(item, place);
  if (node.kind !== 'object') return;
  for (const { key, value } of node.members) {
    const computed = value?.kind === 'string' && (key.value.endsWith('.$') || looksComputed(value.value));
    if (computed) {
      const message = `Result is a constant: “${value.value}” is not evaluated. Use Parameters instead.`;
      place.checking.report('PASS_RESULT_IS_STATIC', message, { range: value.range, location: place.location });
    } else if (value) checkStatic(value, place);
  }
}
