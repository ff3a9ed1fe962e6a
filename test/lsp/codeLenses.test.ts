import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CodeLensRequest, ConfigurationRequest, DidChangeConfigurationNotification } from 'vscode-languageserver/node';
import { connect, type LspClient, type OpenDocument } from '../kit/lspClient.ts';

let client: LspClient;
let settings: object = {};
before(async () => {
  client = await connect('bundle', { capabilities: { workspace: { configuration: true } } });
  client.connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => settings));
});
after(() => client.close());

/** The last state is half-typed. */
const twins = {
  json: `{
  "StartAt": "A",
  "States": {
    "A": { "Type": "Pass", "Next": "B" },
    "B": { "Type": "Choice", "Choices": [{ "Next": "A" }], "Default": "A" },
    "T": { "Type": "Task", "End": true },
    "C": {  }
  }
}`,
  yaml: `StartAt: A
States:

  A: { Type: Pass, Next: B }
  B: { Type: Choice, Choices: [{ Next: A }], Default: A }
  T: { Type: Task, End: true }
  C:
`,
};

/** Each lens as its line, its title and its command. */
async function lensesOf({ uri }: OpenDocument): Promise<string[]> {
  const lenses = (await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } })) ?? [];
  return lenses.map(({ range, command }) => `${range.start.line} ${command?.title} ${command?.command}`);
}

async function choose(chosen: object): Promise<void> {
  settings = chosen;
  await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: {} });
}

for (const [format, languageId] of [
  ['json', 'asl'],
  ['yaml', 'asl-yaml'],
] as const) {
  test(`code lenses: start the machine, and where the settings say so tell of each state in ${format}`, async () => {
    await choose({});
    const document = await client.open(twins[format], `lenses.asl.${format}`, languageId);
    while ((await lensesOf(document)).length !== 3);
    assert.deepEqual(await lensesOf(document), [
      '0 Run stepwise.runWorkflow',
      '0 Debug stepwise.debugWorkflow',
      '0 Graph stepwise.openGraph',
    ]);
    await choose({ codeLens: { run: false, transitions: true, states: true } });
    while ((await lensesOf(document)).length !== 8);
    assert.deepEqual(await lensesOf(document), [
      '3 3 transitions in stepwise.showTransitions',
      '4 1 transition in stepwise.showTransitions',
      '5 no transitions in ',
      '6 no transitions in ',
      '3 Run this state stepwise.runState',
      '4 Run this state stepwise.runState',
      '5 Run this state stepwise.runState',
      '5 Edit in form stepwise.editTask',
    ]);
    await document.close();
  });
}

test('code lenses: of several machines in a template name the one that they start', async () => {
  await choose({});
  const machine = (name: string) => `  ${name}:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: A
        States: { A: { Type: Succeed } }
`;
  const text = `Resources:\n${machine('One')}${machine('Two')}`;
  const document = await client.open(text, 'lenses-template.yaml', 'yaml');
  while ((await lensesOf(document)).some((lens) => lens.includes('transition')));
  const lenses = await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: document.uri } });
  assert.deepEqual(
    lenses?.map(({ range, command }) => [range.start.line, command?.title, command?.arguments?.[1]]),
    [
      [5, 'Run', 'One'],
      [5, 'Debug', 'One'],
      [5, 'Graph', 'One'],
      [11, 'Run', 'Two'],
      [11, 'Debug', 'Two'],
      [11, 'Graph', 'Two'],
    ],
  );
  await document.close();
});
