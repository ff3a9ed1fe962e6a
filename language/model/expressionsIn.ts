import type { StatesMember } from '../expressions/checkJsonata.ts';
import type { IntrinsicCall, IntrinsicProblem } from '../expressions/intrinsics.ts';
import { type JsonataExpression, jsonataIn } from '../expressions/jsonata.ts';
import type { Path, PathProblem } from '../expressions/jsonPath.ts';
import { parseIntrinsic } from '../expressions/parseIntrinsic.ts';
import { parsePath } from '../expressions/parsePath.ts';
import { Gathered } from '../gathered.ts';
import type { MemberNode, StringNode, SyntaxNode } from '../syntax/syntaxTree.ts';
import type { FieldRule, ObjectName } from './fields.ts';
import type { Field } from './objectFields.ts';
import type { LanguageObject } from './objectsIn.ts';
import type { QueryLanguage, State } from './stateMachine.ts';

/** A string that is evaluated, and where it stands. Offsets inside it go through `node.offsetOf`. */
export class FoundExpression {
  readonly node: StringNode;
  readonly expression: Path | PathProblem | IntrinsicCall | IntrinsicProblem | JsonataExpression;
  readonly state: State;
  /** The object whose field it is. */
  readonly owner: LanguageObject;
  readonly field: Field;
  /** The key before it inside a template, with its `.$`; undefined outside payload templates. */
  readonly key: StringNode | undefined;

  constructor(node: StringNode, expression: FoundExpression['expression'], site: Site, key: StringNode | undefined) {
    this.node = node;
    this.expression = expression;
    this.state = site.state;
    this.owner = site.owner;
    this.field = site.field;
    this.key = key;
  }

  /** AWS's name: `/States/X/Parameters` for anything in a payload template, `/States/X/Output/a[0]` in JSONata. */
  get location(): string {
    const { owner, field, node } = this;
    const location = `${owner.location}/${field.name}`;
    return (owner.language === 'JSONata' && placeOf(node, field.member.value, location)) || location;
  }
}

/** AWS's name for a node in a value that is at `location`; undefined when it is not in there. */
function placeOf(wanted: SyntaxNode, value: SyntaxNode | undefined, location: string): string | undefined {
  if (value === wanted) return location;
  if (value?.kind === 'object') {
    for (const { key, value: inner } of value.members) {
      const place = placeOf(wanted, inner, `${location}/${key.value}`);
      if (place !== undefined) return place;
    }
  } else if (value?.kind === 'array') {
    for (let at = 0; at < value.items.length; at++) {
      const place = placeOf(wanted, value.items[at], `${location}[${at}]`);
      if (place !== undefined) return place;
    }
  }
  return undefined;
}

/**
 * Every expression in the fields of some objects, in their order and that of the document. `gathered`, empty, may serve
 * one list of objects after the other.
 */
export function expressionsIn(
  owners: readonly LanguageObject[],
  gathered = new Gathered<FoundExpression>(),
): readonly FoundExpression[] {
  for (const owner of owners) {
    const { language, state } = owner;
    if (state === undefined) continue;
    for (const field of owner.fields.list) {
      const { rule } = field;
      if (rule === undefined || !mayCompute(rule, language)) continue;
      addField({ found: gathered, state, owner, field }, rule);
    }
  }
  return gathered.takeFrom(0);
}

function mayCompute({ kind, expression, language: only }: FieldRule, language: QueryLanguage): boolean {
  if (only !== undefined && only !== language) return false;
  if (language === 'JSONata') return expression === true;
  return kind === 'template' || kind === 'assign' || kind === 'path' || kind === 'referencePath';
}

function addField(site: Site, rule: FieldRule): void {
  const node = site.field.member.value;
  if (node === undefined) return;
  if (site.owner.language === 'JSONata') addJsonata(node, site);
  else if (rule.kind === 'template' || rule.kind === 'assign') addTemplate(node, site);
  else if (node.kind === 'string') {
    const call = rule.intrinsic && node.value.startsWith('States.');
    add(site, node, call ? parseIntrinsic(node.value) : parsePath(node.value), undefined);
  }
}

interface Site {
  readonly found: Gathered<FoundExpression>;
  readonly state: State;
  readonly owner: LanguageObject;
  readonly field: Field;
}

function add(
  site: Site,
  node: StringNode,
  expression: FoundExpression['expression'],
  key: StringNode | undefined,
): void {
  site.found.add(new FoundExpression(node, expression, site, key));
}

function addJsonata(node: SyntaxNode, site: Site): void {
  if (node.kind === 'string') {
    const expression = jsonataIn(node.value);
    if (expression) add(site, node, expression, undefined);
  } else if (node.kind === 'object') {
    for (const { value } of node.members) if (value) addJsonata(value, site);
  } else if (node.kind === 'array') {
    for (const item of node.items) addJsonata(item, site);
  }
}

function addTemplate(node: SyntaxNode, site: Site): void {
  if (node.kind === 'array') for (const item of node.items) addTemplate(item, site);
  else if (node.kind === 'object') for (const member of node.members) addTemplateMember(member, site);
}

function addTemplateMember({ key, value }: MemberNode, site: Site): void {
  if (value === undefined) return;
  if (!key.value.endsWith('.$')) addTemplate(value, site);
  else if (value.kind === 'string') {
    const { value: text } = value;
    add(site, value, text.startsWith('$') ? parsePath(text) : parseIntrinsic(text), key);
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
