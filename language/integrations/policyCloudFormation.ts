import { Document, isMap, isScalar, isSeq, visit } from 'yaml';
import type { Json } from '../json.ts';
import type { Policy } from './policy.ts';
import { policyDocument, trustPolicy } from './policy.ts';
import { reasonLines } from './policyReasons.ts';
import type { PolicyPlace } from './resourceTemplate.ts';

/** A CloudFormation role, as YAML that can stand in a template. */
export function cloudFormationRole(policy: Policy, { stateMachineName }: PolicyPlace): string {
  const policyName = stateMachineName === '*' ? 'StateMachinePolicy' : `${stateMachineName}Policy`;
  return yamlText(policy, {
    Resources: {
      StateMachineRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: trustPolicy,
          Policies: [{ PolicyName: policyName, PolicyDocument: policyDocument(policy) }],
        },
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
function yamlText(policy: Policy, template: Json): string {
  const document = new Document(template, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(key, node) {
      if (key === 'key' || typeof node.value !== 'string') return;
      if (node.value.includes('${')) node.tag = '!Sub';
      // Older YAML would take the version of the policy language for a date.
      if (/^\d{4}-/.test(node.value)) node.type = 'QUOTE_DOUBLE';
    },
    Pair(_, { key, value }) {
      if (isScalar(key) && key.value === 'Statement' && isSeq(value)) explain(policy, value.items);
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** The trust policy is a list of statements too, but not of those that the policy explains. */
function explain({ statements }: Policy, items: readonly unknown[]): void {
  items.forEach((item, at) => {
    const statement = statements[at];
    if (!statement || !isMap(item) || item.has('Principal')) return;
    item.commentBefore = reasonLines(statement)
      .map((line) => ` ${line}`)
      .join('\n');
  });
}
