import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { RunValues } from '../../server/protocol.ts';
import { connect, type LspClient, type OpenDocument } from '../kit/lspClient.ts';

let client: LspClient;
before(async () => {
  client = await connect('bundle');
});
after(() => client.close());

/** The same machine twice; the last state is half-typed. */
const twins = {
  json: `{
  "StartAt": "Put",
  "States": {
    "Put": {
      "Comment": "Stores it. stepwise-ignore hint.endless-loop",
      "Type": "Task",
      "Resource": "arn:aws:states:::dynamodb:putItem",
      "Assign": { "key.$": "$.id" },
      "Catch": [{ "ErrorEquals": ["DynamoDB.ConditionalCheckFailedException", "States.Timeout"], "Next": "Say" }],
      "Next": "Say"
    },
    "Say": { "Type": "Pass", "Parameters": { "k.$": "States.Format('{}', $key)" }, "Next": "Nowhere" },
    "Late": { "Type": "Pass",`,
  yaml: `StartAt: Put
States:
  Put:
    Comment: Stores it. stepwise-ignore hint.endless-loop
    Type: Task
    Resource: arn:aws:states:::dynamodb:putItem
    Assign: { key.$: $.id }
    Catch:
      - ErrorEquals: [DynamoDB.ConditionalCheckFailedException, States.Timeout]
        Next: Say
    Next: Say
  Say:
    Type: Pass
    Parameters: { k.$: "States.Format('{}', $key)" }
    Next: Nowhere
  Late:
    Type: `,
};

async function hovered(document: OpenDocument): Promise<string> {
  const contents = (await document.hover())?.contents;
  return typeof contents === 'object' && 'value' in contents ? contents.value : '';
}

for (const [format, languageId] of [
  ['json', 'asl'],
  ['yaml', 'asl-yaml'],
] as const) {
  /** What is said of the first occurrence of a text behind another. */
  const over = async (document: OpenDocument, text: string, behind = '') => {
    const start = twins[format].indexOf(text, twins[format].indexOf(behind));
    await document.change(`${twins[format].slice(0, start + 2)}‸${twins[format].slice(start + 2)}`);
    return hovered(document);
  };

  test(`hover: tells what each name in a workflow stands for in ${format}`, async () => {
    const document = await client.open(twins[format], `hover.asl.${format}`, languageId);
    assert.match(await over(document, 'Say', 'Next'), /\*\*Say\*\* \*Pass\*[\s\S]*Put → \*\*Say\*\* → Nowhere/);
    assert.match(await over(document, 'arn:'), /Amazon DynamoDB[\s\S]*Required: .*`TableName`/);
    assert.match(await over(document, 'DynamoDB.Cond'), /error of Amazon DynamoDB/);
    assert.match(await over(document, 'States.Timeout'), /\*\*States\.Timeout\*\*/);
    assert.match(await over(document, 'States.Format'), /States\.Format\(/);
    assert.match(await over(document, '$key'), /\$key[\s\S]*Set by “Put”[\s\S]*every path/);
    await document.close();
  });

  test(`hover: tells what a finding's code means, at the finding and where it is silenced, in ${format}`, async () => {
    const document = await client.open(twins[format], `codes.asl.${format}`, languageId);
    assert.match(await over(document, 'Nowhere'), /`MISSING_TRANSITION_TARGET`/);
    assert.match(await over(document, 'hint.endless-loop'), /`hint\.endless-loop` \w/);
    await document.close();
  });

  test(`hover: tells the last value of a variable in ${format}`, async () => {
    const document = await client.open(twins[format], `last.asl.${format}`, languageId);
    const values: RunValues = {
      uri: document.uri,
      input: '{}',
      states: [],
      variables: [{ name: 'key', value: '"n-1"' }],
    };
    await client.connection.sendNotification('stepwise/runValues', values);
    assert.match(await over(document, '$key'), /Set by “Put”[\s\S]*In the last run:[\s\S]*"n-1"/);
    await document.close();
  });
}

test('hover: tells the value of a substitution, and that of one that is known at deployment only', async () => {
  const template = (marked: string) =>
    `Resources:
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionSubstitutions: { Last: Done, Arn: !GetAtt F.Arn }
      Definition:
        StartAt: A
        States:
          A: { Type: Task, Resource: "\${Arn}", Next: "\${Last}" }
          Done: { Type: Succeed }
`.replace(marked.replace('‸', ''), marked);
  const document = await client.open(template('"${La‸st}"'), 'substitution.yaml', 'yaml');
  assert.match(await hovered(document), /\*\*Last\*\*[\s\S]*`Done`/);
  await document.change(template('"${A‸rn}"'));
  assert.match(await hovered(document), /known at deployment only/);
  await document.close();
});
