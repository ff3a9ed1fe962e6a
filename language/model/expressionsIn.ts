import type { StatesMember } from '../expressions/checkJsonata.ts';
import type { IntrinsicCall, IntrinsicProblem } from '../expressions/intrinsics.ts';
import { type JsonataExpression, jsonataIn } from '../expressions/jsonata.ts';
import type { Path, PathProblem } from '../expressions/jsonPath.ts';
import { parseIntrinsic } from '../expressions/parseIntrinsic.ts';
import { parsePath } from '../expressions/parsePath.ts';
import type { MemberNode, StringNode, SyntaxNode } from '../syntax/syntaxTree.ts';
import type { LanguageObject } from './objectsIn.ts';
import type { Field, State } from './stateMachine.ts';

/** A string that is evaluated, and where it stands. Offsets inside it go through `node.offsetOf`. */
export interface FoundExpression {
  readonly node: StringNode;
  readonly expression: Path | PathProblem | IntrinsicCall | IntrinsicProblem | JsonataExpression;
  readonly state: State;
  /** The object whose field it is. */
  readonly owner: LanguageObject;
  readonly field: Field;
  /** The key before it inside a template, with its `.$`; undefined outside payload templates. */
  readonly key: StringNode | undefined;
  /** AWS's name: `/States/X/Parameters` for anything in a payload template, `/States/X/Output/a[0]` in JSONata. */
  readonly location: string;
}

/** Every expression in the fields of one object, in document order. Objects inside it are not entered. */
export function expressionsIn(owner: LanguageObject): readonly FoundExpression[] {
  const found: FoundExpression[] = [];
  for (const field of owner.fields.values()) {
    const { rule, member } = field;
    if (rule === undefined || member.value === undefined || owner.state === undefined) continue;
    if (rule.language !== undefined && rule.language !== owner.language) continue;
    const site: Site = { found, state: owner.state, owner, field };
    const location = `${owner.location}/${field.name}`;
    if (owner.language === 'JSONata') {
      if (rule.expression) addJsonata(member.value, location, site);
    } else if (rule.kind === 'template' || rule.kind === 'assign') {
      addTemplate(member.value, location, site);
    } else if ((rule.kind === 'path' || rule.kind === 'referencePath') && member.value.kind === 'string') {
      const node = member.value;
      const call = rule.intrinsic && node.value.startsWith('States.');
      push(site, node, call ? parseIntrinsic(node.value) : parsePath(node.value), undefined, location);
    }
  }
  return found;
}

interface Site {
  readonly found: FoundExpression[];
  readonly state: State;
  readonly owner: LanguageObject;
  readonly field: Field;
}

function push(
  { found, ...site }: Site,
  node: StringNode,
  expression: FoundExpression['expression'],
  key: StringNode | undefined,
  location: string,
): void {
  found.push({ ...site, node, expression, key, location });
}

function addJsonata(node: SyntaxNode, location: string, site: Site): void {
  if (node.kind === 'string') {
    const expression = jsonataIn(node.value);
    if (expression) push(site, node, expression, undefined, location);
  } else if (node.kind === 'object') {
    for (const { key, value } of node.members) if (value) addJsonata(value, `${location}/${key.value}`, site);
  } else if (node.kind === 'array') {
    for (let at = 0; at < node.items.length; at++) {
      const item = node.items[at];
      if (item) addJsonata(item, `${location}[${at}]`, site);
    }
  }
}

function addTemplate(node: SyntaxNode, location: string, site: Site): void {
  if (node.kind === 'array') for (const item of node.items) addTemplate(item, location, site);
  else if (node.kind === 'object') for (const member of node.members) addTemplateMember(member, location, site);
}

function addTemplateMember({ key, value }: MemberNode, location: string, site: Site): void {
  if (value === undefined) return;
  if (!key.value.endsWith('.$')) addTemplate(value, location, site);
  else if (value.kind === 'string') {
    const { value: text } = value;
    push(site, value, text.startsWith('$') ? parsePath(text) : parseIntrinsic(text), key, location);
  }
}

/** The paths in an expression: itself, or those among the arguments of a call, nested calls included. */
export function pathsIn(
  expression: FoundExpression['expression'],
): readonly { readonly path: Path; readonly start: number; readonly end: number }[] {
  switch (expression.kind) {
    case 'path':
      return [{ path: expression, start: 0, end: expression.text.length }];
    case 'call':
      return expression.arguments.flatMap((argument) => {
        if (argument.kind === 'path') return [argument];
        return argument.kind === 'call' ? pathsIn(argument.call) : [];
      });
    default:
      return [];
  }
}

const everywhere: ReadonlySet<StatesMember> = new Set(['input', 'context']);
const afterSuccess: ReadonlySet<StatesMember> = new Set(['input', 'context', 'result']);
const afterError: ReadonlySet<StatesMember> = new Set(['input', 'context', 'errorOutput']);

/** Which members of `$states` exist in a field of an object. */
export function availableAt({ owner, field }: Pick<FoundExpression, 'owner' | 'field'>): ReadonlySet<StatesMember> {
  if (field.name !== 'Output' && field.name !== 'Assign') return everywhere;
  const { object } = owner;
  if (object === 'Catcher') return afterError;
  return object === 'Task' || object === 'Parallel' || object === 'Map' ? afterSuccess : everywhere;
}
