import { fillFunctions, functionCallOf } from './cloudFormation.ts';
import { parseDefinitionText } from './definitionText.ts';
import type { DocumentDefinition } from './documentDefinition.ts';
import { parseJson } from './parseJson.ts';
import type { TextFormat } from './parseText.ts';
import { parseYaml } from './parseYaml.ts';
import { noSubstitutions, type Substitution, type Substitutions } from './substitutions.ts';
import { type MemberNode, memberOf, type ParsedText, type StringNode, type SyntaxNode } from './syntaxTree.ts';

const types = ['AWS::StepFunctions::StateMachine', 'AWS::Serverless::StateMachine'];

/** Whether it is worth looking for state machines of a template in `text`; answers without parsing. */
export function mayBeTemplate(text: string): boolean {
  return types.some((type) => text.includes(type)) || text.includes('stateMachines');
}

/**
 * The state machines of a CloudFormation or SAM template, or of a serverless.yml, in document order.
 * Undefined when the text is no such template; its own syntax problems are nobody's here.
 */
export function findDefinitions(text: string, format: TextFormat): readonly DocumentDefinition[] | undefined {
  if (!mayBeTemplate(text)) return undefined;
  const { root, comments = [] } = format === 'json' ? parseJson(text) : parseYaml(text, 'objects');
  const resources = objectMembers(memberOf(root, 'Resources')?.value);
  const machines = objectMembers(memberOf(memberOf(root, 'stepFunctions')?.value, 'stateMachines')?.value);
  if (resources.length === 0 && machines.length === 0) return undefined;
  const names = templateNames(root, resources);
  return [
    ...resources.flatMap((resource) => {
      const type = stringOf(resource.value, 'Type')?.value ?? '';
      return types.includes(type) ? [{ comments, ...ofResource(resource, type, names) }] : [];
    }),
    ...machines.map((machine) => ({ comments, ...ofServerless(machine) })),
  ];
}

function objectMembers(node: SyntaxNode | undefined): readonly MemberNode[] {
  return node?.kind === 'object' ? node.members : [];
}

function stringOf(node: SyntaxNode | undefined, key: string): StringNode | undefined {
  const value = memberOf(node, key)?.value;
  return value?.kind === 'string' ? value : undefined;
}

/** What a `Fn::Sub` in the template may name beside its own map: parameters and resources, known at deployment only. */
function templateNames(root: SyntaxNode | undefined, resources: readonly MemberNode[]): Map<string, Substitution> {
  const declared = [...objectMembers(memberOf(root, 'Parameters')?.value), ...resources];
  return new Map(declared.map(({ key }) => [key.value, { value: holeOf(key), range: key.range }]));
}

function holeOf({ value, range }: StringNode): SyntaxNode {
  return { kind: 'hole', text: `\${${value}}`, range };
}

function ofResource(
  resource: MemberNode,
  resourceType: string,
  names: ReadonlyMap<string, Substitution>,
): DocumentDefinition {
  const properties = memberOf(resource.value, 'Properties')?.value;
  const written = memberOf(properties, 'DefinitionString')?.value ?? memberOf(properties, 'Definition')?.value;
  return {
    title: resource.key.value,
    titleRange: resource.key.range,
    type: typeOf(memberOf(properties, resourceType === types[0] ? 'StateMachineType' : 'Type')?.value),
    ...readDefinition(written),
    definitionUri: uriOf(properties, written),
    substitutions: substitutionsOf(properties, written, names),
  };
}

function ofServerless(machine: MemberNode): DocumentDefinition {
  const definition = memberOf(machine.value, 'definition')?.value;
  const definitionUri = fileOf(definition);
  return {
    title: machine.key.value,
    titleRange: machine.key.range,
    type: typeOf(memberOf(machine.value, 'type')?.value),
    ...readDefinition(definitionUri ? undefined : definition),
    definitionUri,
    substitutions: noSubstitutions,
  };
}

/** The path in `${file(machine.asl.yaml)}`. */
function fileOf(node: SyntaxNode | undefined): DocumentDefinition['definitionUri'] {
  const text = node?.kind === 'hole' ? node.text : node?.kind === 'string' ? node.value : '';
  const path = /^\$\{file\(([^)]+)\)/.exec(text)?.[1];
  return node && path ? { value: path.trim(), range: node.range } : undefined;
}

function typeOf(node: SyntaxNode | undefined): 'STANDARD' | 'EXPRESS' | undefined {
  if (node === undefined) return 'STANDARD';
  const type = node.kind === 'string' ? node.value : undefined;
  return type === 'STANDARD' || type === 'EXPRESS' ? type : undefined;
}

function readDefinition(node: SyntaxNode | undefined): ParsedText {
  if (!node) return { root: undefined, problems: [] };
  const text = parseDefinitionText(node);
  if (text) return text;
  const call = functionCallOf(node);
  const object = call?.name === 'Fn::ToJsonString' ? call.argument : call ? undefined : node;
  return { root: object?.kind === 'object' ? fillFunctions(object) : undefined, problems: [] };
}

/** DefinitionUri, DefinitionS3Location, or the Location that AWS::Include brings in. */
function uriOf(properties: SyntaxNode | undefined, written: SyntaxNode | undefined): StringNode | undefined {
  const include = functionCallOf(written);
  const location = stringOf(memberOf(include?.argument, 'Parameters')?.value, 'Location');
  if (include?.name === 'Fn::Transform' && location) return location;
  return stringOf(properties, 'DefinitionUri') ?? stringOf(properties, 'DefinitionS3Location');
}

/** A file sees DefinitionSubstitutions alone; a definition in the template may use the template's names as well. */
function substitutionsOf(
  properties: SyntaxNode | undefined,
  written: SyntaxNode | undefined,
  names: ReadonlyMap<string, Substitution>,
): Substitutions {
  const declared = memberOf(properties, 'DefinitionSubstitutions')?.value;
  const call = functionCallOf(written);
  const ofSub = call?.name === 'Fn::Sub' && call.argument?.kind === 'array' ? call.argument.items[1] : undefined;
  const values = new Map(written ? names : []);
  for (const { key, value } of [...objectMembers(declared), ...objectMembers(ofSub)]) {
    values.set(key.value, { value: value ? fillFunctions(value) : holeOf(key), range: key.range });
  }
  return { values, complete: declared?.kind === 'object' || call?.name === 'Fn::Sub' };
}
