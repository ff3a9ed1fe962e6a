import * as vscode from 'vscode';
import { type Policy, policyFor } from '../language/integrations/policy.ts';
import { formatPolicy, type PolicyFormat, placeFor } from '../language/integrations/policyFormats.ts';
import { reasonLines } from '../language/integrations/policyReasons.ts';
import { definitionMeant } from './definitionMeant.ts';
import { catalogueOf } from './openCatalogue.ts';
import { openText } from './openText.ts';
import type { Workbench } from './workbench.ts';

interface FormatItem extends vscode.QuickPickItem {
  readonly format: PolicyFormat;
  readonly languageId: string;
}

const formats: readonly FormatItem[] = [
  { format: 'json', languageId: 'json', label: 'Policy', description: 'the JSON document that IAM takes' },
  { format: 'role', languageId: 'json', label: 'Role', description: 'the policy with the role and its trust policy' },
  { format: 'cloudformation', languageId: 'yaml', label: 'CloudFormation', description: 'an AWS::IAM::Role' },
  { format: 'sam', languageId: 'yaml', label: 'SAM', description: 'the Policies of a serverless state machine' },
  { format: 'cdk', languageId: 'typescript', label: 'CDK', description: 'statements in TypeScript' },
  { format: 'terraform', languageId: 'terraform', label: 'Terraform', description: 'an aws_iam_role' },
];

/** Writes the least policy that the role of a workflow needs into a new editor, in the format that somebody picks. */
export async function generatePolicy({ context }: Workbench, uri: vscode.Uri | undefined): Promise<void> {
  const meant = await definitionMeant(uri);
  if (!meant) return;
  const item = await vscode.window.showQuickPick(formats, { title: `IAM Policy for ${meant.name}` });
  if (!item) return;
  const place = placeFor(item.format, { stateMachineName: meant.name });
  const policy = await policyFor(meant.machine, await catalogueOf(context), { place });
  if (policy.statements.length > 0) await openText(formatPolicy(policy, item.format, place), item.languageId);
  const count = policy.statements.length;
  const said = count === 1 ? 'The policy has 1 statement.' : `The policy has ${count} statements.`;
  const answer = await vscode.window.showInformationMessage(said, 'Show Reasons');
  if (answer !== undefined) await openText(reasonsPage(policy, meant.name), 'markdown');
}

/** Why each statement is there, and what the definition does not tell. */
function reasonsPage({ statements, remarks }: Policy, name: string): string {
  const sections = statements.map((statement) => {
    const on = statement.resources.map((resource) => `\`${resource}\``).join(', ');
    const reasons = reasonLines(statement).map((line) => `- ${line}`);
    return [`## ${statement.effect} ${statement.actions.join(', ')}`, `On ${on}`, reasons.join('\n')].join('\n\n');
  });
  const notes = remarks.map(({ state, text }) => `- ${state === undefined ? '' : `${state}: `}${text}`);
  const remarkSection = notes.length > 0 ? [`## To know\n\n${notes.join('\n')}`] : [];
  return `${[`# Why ${name} needs its permissions`, ...sections, ...remarkSection].join('\n\n')}\n`;
}
