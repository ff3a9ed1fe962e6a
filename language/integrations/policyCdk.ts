import type { Policy, PolicyStatement } from './policy.ts';
import { reasonLines } from './policyReasons.ts';
import type { Condition } from './statePermissions.ts';

/** A role in TypeScript for the CDK, to be put into a construct's constructor. */
export function cdkRole({ statements }: Policy): string {
  return `import { Aws, aws_iam as iam } from 'aws-cdk-lib';

const role = new iam.Role(this, 'StateMachineRole', {
  assumedBy: new iam.ServicePrincipal('states.amazonaws.com'),
});
${statements.map(statementText).join('')}`;
}

function statementText(statement: PolicyStatement): string {
  const { effect, actions, resources, condition } = statement;
  const lines = [
    ...(effect === 'Deny' ? ['    effect: iam.Effect.DENY,'] : []),
    `    actions: ${listText(actions)},`,
    `    resources: ${listText(resources)},`,
    ...(condition ? [`    conditions: ${conditionText(condition)},`] : []),
  ];
  return `
${reasonLines(statement)
  .map((line) => `// ${line}\n`)
  .join('')}role.addToPolicy(
  new iam.PolicyStatement({
${lines.join('\n')}
  }),
);
`;
}

function listText(texts: readonly string[]): string {
  return texts.length === 1 ? `[${texts.map(literal).join('')}]` : `[\n${texts.map(lineText).join('')}    ]`;
}

function lineText(text: string): string {
  return `      ${literal(text)},\n`;
}

function conditionText(condition: Condition): string {
  const operators = Object.entries(condition).map(([operator, keys]) => {
    const values = Object.entries(keys).map(([key, texts]) => `${literal(key)}: [${texts.map(literal).join(', ')}]`);
    return `${operator}: { ${values.join(', ')} }`;
  });
  return `{ ${operators.join(', ')} }`;
}

/** A string of TypeScript. `${Aws.…}` is the CDK's; any other placeholder is nothing that TypeScript could fill in. */
function literal(text: string): string {
  const escaped = text.replace(/[\\']/g, '\\$&').replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
  if (!text.includes('${Aws.')) return `'${escaped}'`;
  return `\`${escaped
    .replaceAll("\\'", "'")
    .replaceAll('`', '\\`')
    .replace(/\$\{(?!Aws\.)/g, '\\${')}\``;
}
