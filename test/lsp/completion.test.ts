import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CompletionItem, CompletionResolveRequest, SignatureHelpRequest } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { connect, type LspClient } from '../kit/lspClient.ts';

let client: LspClient;
before(async () => {
  client = await connect('bundle');
});
after(() => client.close());

interface Twin {
  readonly json: string;
  readonly yaml: string;
}

/** A state in both formats; `‸` is the cursor. The fields are lines of JSON and of YAML. */
function task(json: string, yaml: string, language: 'JSONPath' | 'JSONata' = 'JSONPath'): Twin {
  return {
    json: `{
  "QueryLanguage": "${language}",
  "StartAt": "First",
  "States": {
    "First": { "Type": "Pass", "Assign": { "always": 1 }, "Next": "Ask" },
    "Ask": { "Type": "Choice", "Choices": [{ "Next": "Other" }], "Default": "Work" },
    "Other": { "Type": "Pass", "Assign": { "sometimes": 1 }, "Next": "Work" },
    "Work": {
      "Type": "Task",
      ${json}
    }
  }
}`,
    yaml: `QueryLanguage: ${language}
StartAt: First
States:
  First: { Type: Pass, Assign: { always: 1 }, Next: Ask }
  Ask: { Type: Choice, Choices: [{ Next: Other }], Default: Work }
  Other: { Type: Pass, Assign: { sometimes: 1 }, Next: Work }
  Work:
    Type: Task
    ${yaml}
`,
  };
}

async function itemsAt(text: string, name: string): Promise<CompletionItem[]> {
  const document = await client.open(text, name, name.endsWith('.yaml') ? 'asl-yaml' : 'asl');
  const items = await document.completion();
  await document.close();
  return items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
}

let twins = 0;

/** What holds for completions in JSON holds for those in YAML. */
async function inBoth(twin: Twin, check: (labels: readonly string[], items: readonly CompletionItem[]) => void) {
  for (const [text, name] of [
    [twin.json, `twin-${++twins}.asl.json`],
    [twin.yaml, `twin-${twins}.asl.yaml`],
  ] as const) {
    const items = await itemsAt(text, name);
    check(
      items.map(({ label }) => label),
      items,
    );
  }
}

async function afterChoosing(marked: string, label: string, name: string): Promise<string> {
  const item = (await itemsAt(marked, name)).find((each) => each.label === label);
  assert.ok(item?.textEdit && 'range' in item.textEdit, `${label} is offered`);
  const plain = TextDocument.create('file:///x', 'asl', 1, marked.replace('‸', ''));
  return TextDocument.applyEdits(plain, [item.textEdit, ...(item.additionalTextEdits ?? [])]);
}

const putItem = 'arn:aws:states:::dynamodb:putItem';

describe('completion', () => {
  test('completion: offers optimised integrations with the patterns that they have, and services behind aws-sdk', async () => {
    await inBoth(task('"Resource": "‸"', 'Resource: ‸'), (labels) => {
      assert.ok(labels.includes('arn:aws:states:::sqs:sendMessage.waitForTaskToken'));
      assert.ok(!labels.includes('arn:aws:states:::sqs:sendMessage.sync'));
      assert.ok(labels.includes('arn:aws:states:::aws-sdk:dynamodb:'));
    });
  });

  test('completion: offers the actions of a service behind aws-sdk', async () => {
    const typed = 'arn:aws:states:::aws-sdk:dynamodb:‸';
    await inBoth(task(`"Resource": "${typed}"`, `Resource: "${typed}"`), (labels) => {
      assert.ok(labels.includes('arn:aws:states:::aws-sdk:dynamodb:describeTable'));
      assert.ok(labels.includes('arn:aws:states:::aws-sdk:dynamodb:getItem.waitForTaskToken'));
    });
  });

  test('completion: offers the members of the chosen API, all required ones at once first', async () => {
    const twin = task(
      `"Resource": "${putItem}", "Parameters": { ‸ }`,
      `Resource: ${putItem}\n    Parameters:\n      ‸`,
    );
    await inBoth(twin, (labels) => {
      assert.match(labels[0] ?? '', /TableName/);
      assert.deepEqual(labels.slice(1, 3).toSorted(), ['Item', 'TableName']);
      assert.ok(labels.includes('ReturnValues') && labels.includes('TableName.$'));
    });
  });

  test('completion: offers what a reader takes, and parts of the context where a payload is free', async () => {
    const reader = (json: string, yaml: string) => ({
      json: `{ "StartAt": "M", "States": { "M": { "Type": "Map", "ItemReader": {
  "Resource": "arn:aws:states:::s3:getObject", "Parameters": { ${json} } } } } }`,
      yaml: `StartAt: M
States:
  M:
    Type: Map
    ItemReader:
      Resource: arn:aws:states:::s3:getObject
      Parameters:
        ${yaml}
`,
    });
    await inBoth(reader('‸', '‸'), (labels) => {
      assert.deepEqual(labels.slice(0, 4), ['Bucket, Key', 'Bucket', 'Key', 'VersionId']);
    });
    const execution = 'Execution: id, name and start';
    const free = task(
      '"Resource": "arn:aws:states:::lambda:invoke", "Parameters": { "FunctionName": "f", "Payload": { ‸ } }',
      'Resource: arn:aws:states:::lambda:invoke\n    Parameters:\n      FunctionName: f\n      Payload:\n        ‸',
    );
    await inBoth(free, (labels) => assert.ok(labels.includes(execution)));
    const typed = task(
      `"Resource": "${putItem}", "Parameters": { "Item": { ‸ } }`,
      `Resource: ${putItem}\n    Parameters:\n      Item:\n        ‸`,
    );
    await inBoth(typed, (labels) => assert.ok(!labels.includes(execution)));
  });

  test('completion: offers what a member of the API may be', async () => {
    const twin = task(
      `"Resource": "${putItem}", "Parameters": { "ReturnValues": "‸" }`,
      `Resource: ${putItem}\n    Parameters:\n      ReturnValues: ‸`,
    );
    await inBoth(twin, (labels) => assert.ok(labels.includes('ALL_OLD')));
  });

  test('completion: offers the errors of the integration before those of Step Functions', async () => {
    const twin = task(
      `"Resource": "${putItem}", "Retry": [{ "ErrorEquals": ["‸"] }]`,
      `Resource: ${putItem}\n    Retry:\n      - ErrorEquals: ["‸"]`,
    );
    await inBoth(twin, (labels) => {
      assert.match(labels[0] ?? '', /^DynamoDB\./);
      assert.ok(labels.includes('States.Timeout') && !labels.includes('States.Runtime'));
    });
  });

  test('completion: offers variables, members of $states and functions inside an expression', async () => {
    const at = (typed: string, field = 'Arguments') =>
      task(`"${field}": { "a": "{% ${typed}‸ %}" }`, `${field}:\n      a: "{% ${typed}‸ %}"`, 'JSONata');
    await inBoth(at('$'), (labels, items) => {
      assert.deepEqual(labels.slice(0, 3), ['$always', '$states', '$sometimes']);
      assert.match(items[2]?.detail ?? '', /maybe unset/);
      assert.ok(labels.includes('$uuid') && !labels.includes('$eval'));
    });
    await inBoth(at('$states.'), (labels) => assert.deepEqual(labels, ['input', 'context']));
    await inBoth(at('$states.', 'Output'), (labels) => assert.deepEqual(labels, ['input', 'context', 'result']));
    await inBoth(at('$states.context.Execution.'), (labels) => assert.ok(labels.includes('StartTime')));
  });

  test('completion: offers variables, context members and intrinsic functions where JSONPath computes', async () => {
    const at = (typed: string) => task(`"Parameters": { "a.$": "${typed}‸" }`, `Parameters:\n      a.$: "${typed}‸"`);
    await inBoth(at('$'), (labels) => assert.deepEqual(labels.slice(0, 4), ['$', '$$.', '$always', '$sometimes']));
    await inBoth(at('$$.Execution.'), (labels) => assert.ok(labels.includes('Id') && !labels.includes('Execution')));
    await inBoth(at('States.'), (labels) => assert.ok(labels.includes('States.MathAdd')));
    const whole = task('"Parameters": { "a.$": ‸ }', 'Parameters:\n      a.$: ‸');
    await inBoth(whole, (_labels, items) => {
      const add = items.find(({ label }) => label === 'States.MathAdd');
      assert.equal(add?.textEdit?.newText, '"States.MathAdd($1)"');
    });
  });

  test('completion: offers the item of a Map in its ItemSelector, and nowhere else', async () => {
    const at = (selected: string, inside: string) => ({
      json: `{ "StartAt": "M", "States": { "M": { "Type": "Map", "End": true,
  "ItemSelector": { "a.$": "$$.${selected}" },
  "ItemProcessor": { "StartAt": "P", "States": {
    "P": { "Type": "Pass", "Parameters": { "a.$": "$$.${inside}" }, "End": true } } } } } }`,
      yaml: `StartAt: M
States:
  M:
    Type: Map
    ItemSelector: { a.$: "$$.${selected}" }
    ItemProcessor:
      StartAt: P
      States:
        P: { Type: Pass, Parameters: { a.$: "$$.${inside}" }, End: true }
    End: true
`,
    });
    await inBoth(at('‸', ''), (labels) => assert.ok(labels.includes('Map')));
    await inBoth(at('Map.Item.‸', ''), (labels) => assert.deepEqual(labels, ['Index', 'Value', 'Key', 'Source']));
    await inBoth(at('', '‸'), (labels) => assert.ok(labels.includes('Execution') && !labels.includes('Map')));
  });

  test('completion: shows variables of this file alone', async () => {
    const other = await client.open('{ "States": { "A": { "Type": "Pass", "Assign": { "foreign": 1 } } } }');
    const twin = task('"Output": "{% $‸ %}"', 'Output: "{% $‸ %}"', 'JSONata');
    await inBoth(twin, (labels) => assert.ok(!labels.includes('$foreign')));
    await other.close();
  });

  test('completion: brings along the state that a new name means', async () => {
    const { json, yaml } = task('"Resource": "r", "Next": "Later‸"', 'Resource: r\n    Next: Later‸');
    const withState = await afterChoosing(json, 'Later', 'new.asl.json');
    assert.deepEqual(JSON.parse(withState).States.Later, { Type: 'Pass', End: true });
    assert.match(await afterChoosing(yaml, 'Later', 'new.asl.yaml'), /\n {2}Later:\n {4}Type: Pass\n {4}End: true\n/);
  });

  test('completion: documents an item when it is looked at', async () => {
    const { json } = task('"Resource": "‸"', '');
    const item = (await itemsAt(json, 'docs.asl.json')).find(({ label }) => label === putItem);
    assert.ok(item && item.documentation === undefined);
    const { documentation } = await client.connection.sendRequest(CompletionResolveRequest.type, item);
    assert.ok(documentation && typeof documentation === 'object');
    assert.match(documentation.value, /Amazon DynamoDB[\s\S]*Required: .*`TableName`/);
  });
});

test('signature help: shows the argument that is being typed', async () => {
  const help = async (field: string) => {
    const marked = `{ "States": { "A": { "Type": "Pass", ${field}`;
    const document = await client.open(marked);
    const position = { line: 0, character: marked.indexOf('‸') };
    const { uri } = document;
    const found = await client.connection.sendRequest(SignatureHelpRequest.type, { textDocument: { uri }, position });
    await document.close();
    return `${found?.signatures[0]?.label} ${found?.activeParameter}`;
  };
  const add = 'States.MathAdd(a: number, b: number)';
  assert.equal(await help('"Parameters": { "a.$": "States.MathAdd($.a, ‸" } } } }'), `${add} 1`);
  assert.equal(await help('"Parameters": { "a.$": "States.Array(States.MathAdd(‸'), `${add} 0`);
  const substring = '$substring(str, start, length?)';
  assert.equal(await help('"Output": "{% $substring($a, ‸ %}" } } }'), `${substring} 1`);
  assert.equal(await help('"Output": "{% $a ~> $substring(‸'), `${substring} 1`);
});

test('completion of states: offers every service integration in its patterns, and the form', async () => {
  const json = (around: string) => `{ ${around}"StartAt": "A", "States": { "A": { "Type": "Succeed" }, ‸ } }`;
  const yaml = 'StartAt: A\nStates:\n  A: { Type: Succeed }\n  ‸\n';
  for (const [text, name] of [
    [json(''), 'states.asl.json'],
    [yaml, 'states.asl.yaml'],
  ] as const) {
    const items = await itemsAt(text, name);
    const labels = items.map(({ label }) => label);
    assert.equal(labels.filter((label) => /^[\w-]+:\w+/.test(label)).length, 107, name);
    const form = items.find(({ label }) => label === 'Task from a form…');
    assert.equal(form?.command?.command, 'stepwise.generateState');
    assert.equal(form?.command?.arguments?.[0]?.after, '/States/A');
  }
  const written = await afterChoosing(json('"QueryLanguage": "JSONata", '), 'sns:publish', 'states.asl.json');
  assert.match(written, /"Type": "Task",\s+"Resource": "arn:aws:states:::sns:publish",\s+"Arguments": \{/);
});
