import { insertMember } from '../../syntax/editTree.ts';
import { parseJson } from '../../syntax/parseJson.ts';
import type { TextFormat } from '../../syntax/parseText.ts';
import { parseYaml } from '../../syntax/parseYaml.ts';
import { memberOf } from '../../syntax/syntaxTree.ts';
import type { TextEdit } from '../../text.ts';

/**
 * Edits of a template that give the placeholders `${name}` of one of its state machines a value: what has that name in
 * the template, else an empty text to be filled in. None where the template cannot be edited so.
 */
export function defineSubstitution(text: string, format: TextFormat, machine: string, name: string): TextEdit[] {
  const { root } = format === 'json' ? parseJson(text) : parseYaml(text, 'objects');
  const resources = memberOf(root, 'Resources')?.value;
  const properties = memberOf(memberOf(resources, machine)?.value, 'Properties')?.value;
  if (properties?.kind !== 'object') return [];
  const isKnown = [resources, memberOf(root, 'Parameters')?.value].some((named) => memberOf(named, name));
  const value = isKnown ? { Ref: name } : '';
  const field = 'DefinitionSubstitutions';
  const declared = memberOf(properties, field)?.value;
  if (declared === undefined)
    return insertMember(text, properties, field, { [name]: value }, memberOf(properties, 'DefinitionUri'));
  return declared.kind === 'object' ? insertMember(text, declared, name, value) : [];
}
