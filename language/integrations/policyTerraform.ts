import type { Policy, PolicyStatement } from './policy.ts';
import { reasonLines } from './policyReasons.ts';
import type { PolicyPlace } from './resourceTemplate.ts';
import type { Condition } from './statePermissions.ts';

/** A role for Terraform, with the policy documents that it needs. */
export function terraformRole({ statements }: Policy, { stateMachineName }: PolicyPlace): string {
  const name = stateMachineName === '*' ? 'state-machine' : stateMachineName;
  return `data "aws_partition" "current" {}
data "aws_region" "current" {}
data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "state_machine_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["states.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "state_machine" {
${statements.map(statementText).join('\n')}}

resource "aws_iam_role" "state_machine" {
  name               = ${literal(`${name}-role`)}
  assume_role_policy = data.aws_iam_policy_document.state_machine_trust.json
}

resource "aws_iam_role_policy" "state_machine" {
  role   = aws_iam_role.state_machine.id
  policy = data.aws_iam_policy_document.state_machine.json
}
`;
}

function statementText(statement: PolicyStatement): string {
  const { effect, actions, resources, condition } = statement;
  const reasons = reasonLines(statement).map((line) => `  # ${line}\n`);
  return `${reasons.join('')}  statement {
    effect    = "${effect}"
    actions   = ${listText(actions)}
    resources = ${listText(resources)}
${condition ? conditionText(condition) : ''}  }
`;
}

function listText(texts: readonly string[]): string {
  if (texts.length === 1) return `[${texts.map(literal).join('')}]`;
  return `[\n${texts.map((text) => `      ${literal(text)},\n`).join('')}    ]`;
}

function conditionText(condition: Condition): string {
  const blocks = Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(
      ([key, values]) => `    condition {
      test     = "${operator}"
      variable = ${literal(key)}
      values   = [${values.map(literal).join(', ')}]
    }
`,
    ),
  );
  return blocks.join('');
}

/** A string of HCL. `${data.…}` is Terraform's; any other placeholder belongs to somebody else and is kept. */
function literal(text: string): string {
  const escaped = text.replace(/[\\"]/g, '\\$&').replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
  return `"${escaped.replace(/[$%]\{(?!data\.aws_)/g, (sign) => `${sign[0]}${sign}`)}"`;
}
