import type { StatesMember } from '../expressions/checkJsonata.ts';
import type { IntrinsicCall, IntrinsicProblem } from '../expressions/intrinsics.ts';
import { type JsonataExpression, jsonataIn } from '../expressions/jsonata.ts';
import type { Path, PathProblem } from '../expressions/jsonPath.ts';
import { parseIntrinsic } from '../expressions/parseIntrinsic.ts';
import { parsePath } from '../expressions/parsePath.ts';
import type { MemberNode, StringNode, SyntaxNode } from '../syntax/syntaxTree.ts';
import type { FieldRule, ObjectName } from './fields.ts';
import type { Field } from './objectFields.ts';
import type { LanguageObject } from './objectsIn.ts';
import type { QueryLanguage, State } from './stateMachine.ts';

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

/** Every expression in the fields of some objects, in their order and that of the document. */
export function expressionsIn(owners: readonly LanguageObject[]): readonly FoundExpression[] {
  const found: FoundExpression[] = [];
  for (const owner of owners) {
    const { language, state } = owner;
    if (state === undefined) continue;
    for (const field of owner.fields.list) {
      const { rule } = field;
      if (rule === undefined || !mayCompute(rule, language)) continue;
      addField({ found, state, owner, field }, rule);
    }
  }
  return found;
}

function mayCompute({ kind, expression, language: only }: FieldRule, language: QueryLanguage): boolean {
  if (only !== undefined && only !== language) return false;
  if (language === 'JSONata') return expression === true;
  return kind === 'template' || kind === 'assign' || kind === 'path' || kind === 'referencePath';
}

function addField(site: Site, rule: FieldRule): void {
  const { owner, field } = site;
  const node = field.member.value;
  if (node === undefined) return;
  const location = `${owner.location}/${field.name}`;
  if (owner.language === 'JSONata') addJsonata(node, location, site);
  else if (rule.kind === 'template' || rule.kind === 'assign') addTemplate(node, location, site);
  else if (node.kind === 'string') {
    const call = rule.intrinsic && node.value.startsWith('States.');
    push(site, node, call ? parseIntrinsic(node.value) : parsePath(node.value), undefined, location);
  }
}

interface Site {
  readonly found: FoundExpression[];
  readonly state: State;
  readonly owner: LanguageObject;
  readonly field: Field;
}

function push(
  { found, state, owner, field }: Site,
  node: StringNode,
  expression: FoundExpression['expression'],
  key: StringNode | undefined,
  location: string,
): void {
  found.push({ node, expression, state, owner, field, key, location });
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
  return statesMembersIn(owner.object, field.name);
}

/** The same by the names of object and field. */
export function statesMembersIn(object: ObjectName, field: string): ReadonlySet<StatesMember> {
  if (field !== 'Output' && field !== 'Assign') return everywhere;
  if (object === 'Catcher') return afterError;
  return object === 'Task' || object === 'Parallel' || object === 'Map' ? afterSuccess : everywhere;
}
