import type { Json, JsonObject } from '../json.ts';
import { isArray, isObject } from '../json.ts';
import type { Policy } from './policy.ts';
import { policyDocument, trustPolicy } from './policy.ts';
import { reasonLines } from './policyReasons.ts';
import type { PolicyPlace } from './resourceTemplate.ts';

/** A CloudFormation role, as YAML that can stand in a template. */
export function cloudFormationRole(policy: Policy, { stateMachineName }: PolicyPlace): string {
  const policyName = stateMachineName === '*' ? 'StateMachinePolicy' : `${stateMachineName}Policy`;
  const policies = [{ PolicyName: policyName, PolicyDocument: policyDocument(policy) }];
  return yamlText(policy, {
    Resources: {
      StateMachineRole: {
        Type: 'AWS::IAM::Role',
        Properties: { AssumeRolePolicyDocument: trustPolicy, Policies: policies },
      },
    },
  });
}

/** What a SAM template's state machine wants as its Policies. */
export function samPolicies(policy: Policy, { stateMachineName }: PolicyPlace): string {
  const logicalId = stateMachineName.replace(/[^A-Za-z0-9]/g, '') || 'StateMachine';
  return yamlText(policy, {
    Resources: {
      [logicalId]: {
        Type: 'AWS::Serverless::StateMachine',
        Properties: { Policies: [policyDocument(policy)] },
      },
    },
  });
}

/** Every statement under a comment that gives its reasons; texts with `${…}` become `!Sub`. */
function yamlText(policy: Policy, template: JsonObject): string {
  const explained = new Map(policy.statements.map((statement) => [statement.actions, reasonLines(statement)]));
  return `${mapLines(template, explained).join('\n')}\n`;
}

/** Reasons by the list of actions that a statement holds: the document's statements share it with the policy's. */
type Explained = ReadonlyMap<Json | undefined, readonly string[]>;

function mapLines(value: JsonObject, explained: Explained): string[] {
  return Object.entries(value).flatMap(([key, inside]) => {
    if (isObject(inside)) return [`${scalar(key)}:`, ...indented(mapLines(inside, explained))];
    if (isArray(inside)) return [`${scalar(key)}:`, ...indented(inside.flatMap((item) => itemLines(item, explained)))];
    return `${scalar(key)}: ${text(inside)}`;
  });
}

function itemLines(item: Json, explained: Explained): string[] {
  if (!isObject(item)) return [`- ${text(item)}`];
  const [first = '{}', ...rest] = mapLines(item, explained);
  const reasons = explained.get(item.Action) ?? [];
  return [...reasons.map((line) => `# ${line}`), `- ${first}`, ...indented(rest)];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function text(value: Json): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return value.includes('${') ? `!Sub ${scalar(value)}` : scalar(value);
}

/** A plain scalar where no reader of YAML could take it for anything but this text, else a quoted one. */
function scalar(value: string): string {
  const isPlain = /^[A-Za-z$][\w$./:*{}-]*$/.test(value) && !/[:{]$/.test(value);
  const isWord = /^(?:true|false|yes|no|on|off|null|y|n)$/i.test(value);
  return isPlain && !isWord ? value : JSON.stringify(value);
}
