import type { HoleNode, MemberNode, ObjectNode, StringNode, SyntaxNode } from './syntaxTree.ts';

/** The short forms that CloudFormation gives to its functions in YAML, with the long forms they stand for. */
const functionNames: ReadonlyMap<string, string> = new Map([
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
  ...[
    ...['And', 'Base64', 'Cidr', 'Equals', 'FindInMap', 'ForEach', 'GetAtt', 'GetAZs', 'GetStackOutput', 'If'],
    ...['ImportValue', 'Join', 'Length', 'Not', 'Or', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform'],
  ].map((name) => [`!${name}`, `Fn::${name}`] as const),
]);

/** The long form of a CloudFormation tag: `Fn::GetAtt` for `!GetAtt`; undefined for any other tag. */
export function functionOfTag(tag: string): string | undefined {
  return functionNames.get(tag);
}

/** A call of a CloudFormation function, which is an object with one member: `{"Fn::Sub": "…"}`. */
export interface FunctionCall {
  readonly name: string;
  readonly argument: SyntaxNode | undefined;
}

export function functionCallOf(node: SyntaxNode | undefined): FunctionCall | undefined {
  if (node?.kind !== 'object' || node.members.length !== 1) return undefined;
  const member = node.members[0];
  const name = member?.key.value ?? '';
  if (name !== 'Ref' && !(name.startsWith('Fn::') && name.length > 4)) return undefined;
  return { name, argument: member?.value };
}

/** The text of a `Fn::Sub`, which comes alone or first in a list before the map of its own names. */
export function textOfSub(argument: SyntaxNode | undefined): StringNode | undefined {
  const text = argument?.kind === 'array' ? argument.items[0] : argument;
  return text?.kind === 'string' ? text : undefined;
}

/** `tree` with each call of a CloudFormation function replaced by what a definition sees of it. */
export function fillFunctions(tree: SyntaxNode): SyntaxNode {
  const call = functionCallOf(tree);
  if (call) return fillFunction(tree as ObjectNode, call);
  const { range } = tree;
  if (tree.kind === 'array') return { kind: 'array', range, items: tree.items.map(fillFunctions) };
  if (tree.kind !== 'object') return tree;
  const filled = ({ key, value, range }: MemberNode) => ({ key, value: value && fillFunctions(value), range });
  return { kind: 'object', range, members: tree.members.map(filled) };
}

/** A string with placeholders for `Fn::Sub`, a hole for every other function. */
export function fillFunction(node: ObjectNode, call: FunctionCall): StringNode | HoleNode {
  const text = call.name === 'Fn::Sub' ? textOfSub(call.argument) : undefined;
  return text ?? { kind: 'hole', text: placeholderOf(call), range: node.range };
}

/** How a call reads inside a text: `${Queue.Arn}` for `!GetAtt Queue.Arn`. */
export function placeholderOf({ name, argument }: FunctionCall): string {
  if (argument?.kind === 'string') return `\${${argument.value}}`;
  const parts = argument?.kind === 'array' ? argument.items : [];
  if (name === 'Fn::GetAtt' && parts.length > 0) {
    return `\${${parts.map((part) => (part.kind === 'string' ? part.value : '')).join('.')}}`;
  }
  return `\${${name}}`;
}
