import { isArray, isObject, type Json, type JsonObject, member } from '../json.ts';
import { parseJson } from '../syntax/parseJson.ts';
import type { TextFormat } from '../syntax/parseText.ts';
import { parseYaml } from '../syntax/parseYaml.ts';
import { toJson } from '../syntax/syntaxTree.ts';

/** What a template allows the role of one of its state machines. */
export interface RolePolicies {
  /** What the template calls the role, or the state machine that SAM makes one for. */
  readonly name: string;
  /** Policy documents. */
  readonly policies: readonly Json[];
  /** False where the role has policies that the template only names, such as AWS's own. */
  readonly complete: boolean;
}

/** The policies of a state machine's role in a CloudFormation or SAM template; undefined where the role is elsewhere. */
export function rolePolicies(template: string, format: TextFormat, machine: string): RolePolicies | undefined {
  const root = toJson((format === 'json' ? parseJson(template) : parseYaml(template, 'objects')).root);
  const resources = objectAt(root, 'Resources');
  const properties = objectAt(member(resources, machine), 'Properties');
  const role = member(properties, 'Role') ?? member(properties, 'RoleArn');
  if (role === undefined) {
    const isServerless = textAt(member(resources, machine), 'Type') === 'AWS::Serverless::StateMachine';
    return isServerless ? collected(machine, listOf(member(properties, 'Policies'))) : undefined;
  }
  const name = namedIn(role);
  if (name === undefined || textAt(member(resources, name), 'Type') !== 'AWS::IAM::Role') return undefined;
  const own = objectAt(member(resources, name), 'Properties');
  const managed = listOf(member(own, 'ManagedPolicyArns')).map((policy) => documentOf(resources, policy));
  const attached = Object.values(resources).filter((resource) => attaches(resource, name));
  return collected(name, [
    ...listOf(member(own, 'Policies')).map((policy) => documentIn(policy)),
    ...managed,
    ...attached.map((resource) => documentIn(objectAt(resource, 'Properties'))),
  ]);
}

/** What is no document, such as the name of a policy or a template of SAM, leaves the rest incomplete. */
function collected(name: string, policies: readonly (Json | undefined)[]): RolePolicies {
  const isDocument = (policy: Json | undefined): policy is JsonObject =>
    policy !== undefined && isObject(policy) && Object.hasOwn(policy, 'Statement');
  return { name, policies: policies.filter(isDocument), complete: policies.every(isDocument) };
}

function attaches(resource: Json, role: string): boolean {
  if (!/^AWS::IAM::(Policy|ManagedPolicy|RolePolicy)$/.test(textAt(resource, 'Type'))) return false;
  const properties = objectAt(resource, 'Properties');
  const roles = [...listOf(member(properties, 'Roles')), ...listOf(member(properties, 'RoleName'))];
  return roles.some((each) => namedIn(each) === role);
}

function documentOf(resources: JsonObject, policy: Json): Json | undefined {
  const name = namedIn(policy);
  return name === undefined ? undefined : documentIn(objectAt(member(resources, name), 'Properties'));
}

function documentIn(policy: Json): Json | undefined {
  return isObject(policy) ? member(policy, 'PolicyDocument') : undefined;
}

/** The resource that a reference names: `!Ref Role`, `!GetAtt Role.Arn`, `!Sub ${Role.Arn}`. */
function namedIn(reference: Json): string | undefined {
  if (!isObject(reference)) return undefined;
  const argument = member(reference, 'Ref') ?? member(reference, 'Fn::GetAtt') ?? member(reference, 'Fn::Sub');
  const text = argument !== undefined && isArray(argument) ? argument[0] : argument;
  return typeof text === 'string' ? /^(?:\$\{)?([A-Za-z0-9]+)(?:\.Arn)?\}?$/.exec(text)?.[1] : undefined;
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return isArray(value) ? value : [value];
}

function objectAt(value: Json | undefined, key: string): JsonObject {
  const inside = value !== undefined && isObject(value) ? member(value, key) : undefined;
  return inside !== undefined && isObject(inside) ? inside : {};
}

function textAt(value: Json | undefined, key: string): string {
  const text = value !== undefined && isObject(value) ? member(value, key) : undefined;
  return typeof text === 'string' ? text : '';
}
