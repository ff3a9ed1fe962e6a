import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { DocumentLinkRequest, type Location, TypeDefinitionRequest } from 'vscode-languageserver/node';
import { startedWorkflowRequest, type WorkflowPlace } from '../../server/protocol.ts';
import { connect, type LspClient, type OpenDocument } from '../kit/lspClient.ts';
import { until } from '../kit/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwise-workspace-'));
const files = {
  'template.yaml': `Resources:
  Pay:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: functions/pay/, Handler: dist/index.handler, Runtime: nodejs22.x }
  Ship:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: ship-it, CodeUri: functions/ship, Handler: app.main, Runtime: python3.13 }
  Approve:
    Type: AWS::StepFunctions::Activity
    Properties: { Name: approve }
  Json: &machine
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: flow.asl.json
      DefinitionSubstitutions: &names
        PayArn: !GetAtt Pay.Arn
        Inner: !Ref Yaml
  Yaml:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: flow.asl.yaml
      DefinitionSubstitutions:
        PayArn: !GetAtt Pay.Arn
        Inner: !Ref Json
  Inline:
    Type: AWS::Serverless::StateMachine
    Properties:
      Name: in-line
      Definition: { StartAt: A, States: { A: { Type: Succeed } } }
`,
  'others/by-name.asl.yaml': 'StartAt: A\nStates: { A: { Type: Succeed } }\n',
  'functions/pay/src/index.ts': `import { CardRefused } from './errors.ts';

export const handler = async () => {
  throw new CardRefused();
};
`,
  'functions/pay/src/errors.ts': `export class CardRefused extends Error {}
export class TooPoor extends CardRefused { constructor() { super(); this.name = 'Too.Poor'; } }
`,
  'functions/ship/app.py': `class NoSuchPlace(Exception):
    pass

def main(event, context):
    raise NoSuchPlace("x")
`,
};

let client: LspClient;
before(async () => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  client = await connect('bundle', { rootUri: pathToFileURL(folder).href });
  await until(async () => {
    const document = await client.open(twin('"Resource": "‸"', 'Resource: ‸').json, uriPath('flow.asl.json'));
    const items = await document.completion();
    await document.close();
    return items.some(({ label }) => label === '${PayArn}');
  });
});
after(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

function uriPath(name: string): string {
  return join(folder, name).replace(/^\//, '');
}

function twin(json: string, yaml: string) {
  return {
    json: `{ "StartAt": "A", "States": {\n  "A": { "Type": "Task",\n    ${json}\n  }\n} }`,
    yaml: `StartAt: A\nStates:\n  A:\n    Type: Task\n    ${yaml}\n`,
  };
}

async function inBoth(texts: { json: string; yaml: string }, check: (document: OpenDocument) => Promise<void>) {
  for (const [text, name, languageId] of [
    [texts.json, 'flow.asl.json', 'asl'],
    [texts.yaml, 'flow.asl.yaml', 'asl-yaml'],
  ] as const) {
    const document = await client.open(text, uriPath(name), languageId);
    await check(document);
    await document.close();
  }
}

const invoke = 'arn:aws:states:::lambda:invoke';

test('workspace: completion offers what the templates declare, by the substitution that stands for it', async () => {
  await inBoth(twin('"Resource": "‸"', 'Resource: ‸'), async (document) => {
    const labels = (await document.completion()).map(({ label }) => label);
    assert.ok(labels.includes('${PayArn}') && labels.includes('${ShipArn}') && labels.includes('${ApproveArn}'));
  });
  const named = (name: string, resource = invoke) =>
    twin(
      `"Resource": "${resource}", "Parameters": { "${name}": "‸" }`,
      `Resource: ${resource}\n    Parameters:\n      ${name}: ‸`,
    );
  await inBoth(named('FunctionName'), async (document) => {
    const labels = (await document.completion()).map(({ label }) => label);
    assert.ok(labels.includes('${PayArn}') && labels.includes('ship-it') && !labels.includes('${Inner}'));
  });
  await inBoth(named('StateMachineArn', 'arn:aws:states:::states:startExecution'), async (document) => {
    assert.ok((await document.completion()).some(({ label }) => label === '${Inner}'));
  });
});

test('workspace: completion in a template offers its own names where they are filled in', async () => {
  const template = (definition: string) => `Resources:
  Pay: { Type: AWS::Serverless::Function, Properties: { Handler: index.handler } }
  Flow:
    Type: AWS::StepFunctions::StateMachine
    Properties:
${definition}`;
  const texts = [
    [
      '${Pay.Arn}',
      '      DefinitionString: !Sub |\n        { "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "‸" } } }\n',
    ],
    [
      '${PayArn}',
      '      Definition:\n        StartAt: A\n        States:\n          A: { Type: Task, Resource: "‸" }\n',
    ],
  ] as const;
  for (const [label, definition] of texts) {
    const document = await client.open(template(definition), uriPath('inside.yaml'), 'yaml');
    const labels = (await document.completion()).map((each) => each.label);
    assert.ok(labels.includes(label), labels.slice(0, 3).join());
    await document.close();
  }
});

test('workspace: completion offers the errors that the called function throws', async () => {
  const caught = (call: { json: string; yaml: string }) =>
    twin(
      `${call.json}, "Catch": [{ "ErrorEquals": ["‸"], "Next": "A" }]`,
      `${call.yaml}\n    Catch:\n      - ErrorEquals: ["‸"]\n        Next: A`,
    );
  await inBoth(caught({ json: '"Resource": "${PayArn}"', yaml: 'Resource: ${PayArn}' }), async (document) => {
    const labels = (await document.completion()).map(({ label }) => label);
    assert.ok(labels.includes('CardRefused') && labels.includes('Too.Poor') && !labels.includes('NoSuchPlace'));
  });
  const ship = {
    json: `"Resource": "${invoke}", "Parameters": { "FunctionName": "ship-it" }`,
    yaml: `Resource: ${invoke}\n    Parameters: { FunctionName: ship-it }`,
  };
  await inBoth(caught(ship), async (document) => {
    assert.ok((await document.completion()).some(({ label }) => label === 'NoSuchPlace'));
  });
});

test('workspace: what a Task starts is found by its substitution, in a template, or by the name of its file', async () => {
  const found = async (arn: string) => {
    const call = `"Resource": "arn:aws:states:::states:startExecution", "Parameters": { "StateMachineArn": "${arn}" }`;
    const document = await client.open(twin(call, '').json, uriPath('flow.asl.json'));
    const asked = { uri: document.uri, state: '/States/A' };
    const place = await client.connection.sendRequest<WorkflowPlace | null>(startedWorkflowRequest, asked);
    await document.close();
    return place && { ...place, uri: place.uri.slice(pathToFileURL(folder).href.length + 1) };
  };
  const arn = 'arn:aws:states:eu-west-1:111122223333:stateMachine:';
  assert.deepEqual(await found('${Inner}'), { uri: 'flow.asl.yaml' });
  assert.deepEqual(await found(`${arn}in-line`), { uri: 'template.yaml', machine: 'Inline' });
  assert.deepEqual(await found(`${arn}by-name`), { uri: 'others/by-name.asl.yaml' });
  assert.equal(await found(`${arn}nowhere`), null);
});

test('workspace: what a Task calls is linked to its code, its definition or its declaration', async () => {
  const linked = async (document: OpenDocument) => {
    const found = await client.connection.sendRequest(DocumentLinkRequest.type, {
      textDocument: { uri: document.uri },
    });
    return (found ?? []).map(({ target }) => target?.slice(pathToFileURL(folder).href.length + 1));
  };
  await inBoth(twin('"Resource": "${PayArn}"', 'Resource: ${PayArn}'), async (document) => {
    assert.deepEqual(await linked(document), ['functions/pay/src/index.ts#L3,14']);
  });
  const nested = 'arn:aws:states:::states:startExecution.sync:2';
  const start = twin(
    `"Resource": "${nested}", "Parameters": { "StateMachineArn": "\${Inner}" }`,
    `Resource: ${nested}\n    Parameters: { StateMachineArn: "\${Inner}" }`,
  );
  await inBoth(start, async (document) => {
    const other = document.uri.endsWith('.json') ? 'flow.asl.yaml' : 'flow.asl.json';
    assert.deepEqual(await linked(document), [other]);
  });
  const activity = 'arn:aws:states:us-east-1:123456789012:activity:approve';
  await inBoth(twin(`"Resource": "${activity}"`, `Resource: ${activity}`), async (document) => {
    assert.deepEqual(await linked(document), ['template.yaml#L8,3']);
  });
  const template = await client.open(files['template.yaml'], uriPath('template.yaml'), 'yaml');
  assert.deepEqual(await linked(template), ['flow.asl.json', 'flow.asl.yaml']);
  await template.close();
});

test('workspace: the type definition of a Task is the code of its handler', async () => {
  const call = twin(
    `"Resource": "${invoke}", "Parameters": { "FunctionName": "ship-it" }`,
    `Resource: ${invoke}\n    Parameters: { FunctionName: ship-it }`,
  );
  await inBoth(call, async (document) => {
    const position = { line: document.uri.endsWith('.json') ? 2 : 4, character: 8 };
    const found = (await client.connection.sendRequest(TypeDefinitionRequest.type, {
      textDocument: { uri: document.uri },
      position,
    })) as Location[];
    assert.deepEqual(
      found.map(({ uri, range }) => [uri.slice(pathToFileURL(folder).href.length + 1), range.start.line]),
      [['functions/ship/app.py', 3]],
    );
  });
});
