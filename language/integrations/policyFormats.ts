// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders for other tools are written here
import type { Json } from '../json.ts';
import type { Policy } from './policy.ts';
import { policyDocument, trustPolicy } from './policy.ts';
import { cdkRole } from './policyCdk.ts';
import { cloudFormationRole, samPolicies } from './policyCloudFormation.ts';
import { terraformRole } from './policyTerraform.ts';
import type { PolicyPlace } from './resourceTemplate.ts';

/** The ways in which a policy can be written down. */
export const policyFormats = ['json', 'role', 'cloudformation', 'sam', 'cdk', 'terraform'] as const;

export type PolicyFormat = (typeof policyFormats)[number];

/** The text of a policy in a format; `place` must be the one that the policy was made for. */
export function formatPolicy(policy: Policy, format: PolicyFormat, place: PolicyPlace): string {
  switch (format) {
    case 'json':
      return asText(policyDocument(policy));
    case 'role':
      return asText(roleDocument(policy, place));
    case 'cloudformation':
      return cloudFormationRole(policy, place);
    case 'sam':
      return samPolicies(policy, place);
    case 'cdk':
      return cdkRole(policy);
    case 'terraform':
      return terraformRole(policy, place);
  }
}

/** How a format names what is not known of the place: by its own pseudo parameters, else by `*`. */
export function placeFor(format: PolicyFormat, known: Partial<PolicyPlace>): PolicyPlace {
  return { ...unknownPlaces[format], ...known };
}

const anywhere: PolicyPlace = { partition: 'aws', region: '*', account: '*', stateMachineName: '*' };
const pseudoParameters: PolicyPlace = {
  partition: '${AWS::Partition}',
  region: '${AWS::Region}',
  account: '${AWS::AccountId}',
  stateMachineName: '*',
};

const unknownPlaces: Readonly<Record<PolicyFormat, PolicyPlace>> = {
  json: anywhere,
  role: anywhere,
  cloudformation: pseudoParameters,
  sam: pseudoParameters,
  cdk: {
    partition: '${Aws.PARTITION}',
    region: '${Aws.REGION}',
    account: '${Aws.ACCOUNT_ID}',
    stateMachineName: '*',
  },
  terraform: {
    partition: '${data.aws_partition.current.partition}',
    region: '${data.aws_region.current.name}',
    account: '${data.aws_caller_identity.current.account_id}',
    stateMachineName: '*',
  },
};

function roleDocument(policy: Policy, { stateMachineName }: PolicyPlace): Json {
  const name = stateMachineName === '*' ? 'StateMachine' : stateMachineName;
  return {
    RoleName: `${name}Role`,
    AssumeRolePolicyDocument: trustPolicy,
    Policies: [{ PolicyName: `${name}Policy`, PolicyDocument: policyDocument(policy) }],
  };
}

function asText(value: Json): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
