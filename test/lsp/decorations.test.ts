import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type SemanticTokens,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { connect, type LspClient, type OpenDocument } from '../kit/lspClient.ts';

let client: LspClient;
before(async () => {
  client = await connect('bundle');
});
after(() => client.close());

/** The same machine in both formats, half-typed at its end. */
const twins = {
  json: `{
  "StartAt": "Make",
  "States": {
    "Make": {
      "Type": "Pass",
      "Parameters": { "id.$": "States.Format('n-{}', $.order.id)", "run.$": "$$.Execution.Id" },
      "Assign": { "total.$": "$.sum" },
      "Next": "Send it"
    },
    "Send it": {
      "Type": "Task",
      "QueryLanguage": "JSONata",
      "Resource": "\${Function}",
      "Arguments": { "n": "{% $sum($states.input.items.price) > 1 and $total %}" },
      "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Make" }],
      "Output": "{% $total & %}",
      "End": true`,
  yaml: `StartAt: Make
States:
  Make:
    Type: Pass
    Parameters:
      id.$: States.Format('n-{}', $.order.id)
      run.$: $$.Execution.Id
    Assign:
      total.$: $.sum
    Next: Send it
  "Send it":
    Type: Task
    QueryLanguage: JSONata
    Resource: \${Function}
    Arguments:
      n: >-
        {% $sum($states.input.items.price) > 1
        and $total %}
    Catch:
      - ErrorEquals: [States.ALL]
        Next: Make
    Output: '{% $total & %}'
    End: tr`,
};

const languages = { json: 'asl', yaml: 'asl-yaml' } as const;

/** Each token as `text type`, with its modifiers behind. */
function named({ data }: SemanticTokens, text: string): string[] {
  const legend = client.capabilities.semanticTokensProvider?.legend;
  const lines = TextDocument.create('file:///x', 'asl', 1, text).getText().split('\n');
  const found: string[] = [];
  let line = 0;
  let character = 0;
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0, type = 0, bits = 0] = data.slice(at, at + 5);
    line += down;
    character = down === 0 ? character + right : right;
    const modifiers = (legend?.tokenModifiers ?? []).filter((_, bit) => bits & (1 << bit));
    const word = lines[line]?.slice(character, character + length);
    found.push([word, legend?.tokenTypes[type], ...modifiers].join(' '));
  }
  return found;
}

async function tokensIn(document: OpenDocument): Promise<SemanticTokens> {
  const textDocument = { uri: document.uri };
  const tokens = await client.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
  assert.ok(tokens);
  return tokens;
}

const expected = [
  'Make class',
  'Make class declaration',
  'States.Format function defaultLibrary',
  "'n-{}' string",
  '$ variable defaultLibrary',
  'order property',
  'id property',
  '$$ variable defaultLibrary',
  'Execution property',
  'Id property',
  'total variable declaration',
  '$ variable defaultLibrary',
  'sum property',
  'Send it class',
  'Send it class declaration',
  '${Function} macro',
  '$sum function',
  '$states variable defaultLibrary',
  'input property',
  'items property',
  'price property',
  '> operator',
  '1 number',
  'and keyword',
  '$total variable',
  'States.ALL enumMember',
  'Make class',
  '$total variable',
  '& operator',
];

for (const format of ['json', 'yaml'] as const) {
  const text = twins[format];

  test(`semantic tokens: tell names, paths and expressions apart in ${format}`, async () => {
    const document = await client.open(text, `tokens.asl.${format}`, languages[format]);
    assert.deepEqual(named(await tokensIn(document), text), expected);
    await document.close();
  });

  test(`semantic tokens: of a range are those around it, and after a change only what differs comes in ${format}`, async () => {
    const document = await client.open(text, `delta.asl.${format}`, languages[format]);
    const textDocument = { uri: document.uri };
    const before = await tokensIn(document);
    const line = text.split('\n').findIndex((each) => each.includes('ErrorEquals'));
    const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
    const part = await client.connection.sendRequest(SemanticTokensRangeRequest.type, { textDocument, range });
    assert.ok(part && named(part, text).includes('States.ALL enumMember'));
    assert.ok(!named(part, text).includes('order property'));
    const changed = text.replace('States.ALL', 'States.Timeout');
    await document.change(changed);
    const previousResultId = before.resultId ?? '';
    const delta = await client.connection.sendRequest(SemanticTokensDeltaRequest.type, {
      textDocument,
      previousResultId,
    });
    assert.ok(delta && 'edits' in delta);
    const data = [...before.data];
    for (const edit of delta.edits) data.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
    assert.deepEqual(data, (await tokensIn(document)).data);
    assert.ok(delta.edits.length === 1 && (delta.edits[0]?.deleteCount ?? 0) <= 10);
    await document.close();
  });
}

test('semantic tokens: colour the definitions inside a template alone', async () => {
  const text = `Resources:
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionSubstitutions: { Next: Done }
      Definition:
        StartAt: A
        States:
          A: { Type: Pass, Next: "\${Next}" }
          Done: { Type: Succeed }
`;
  const document = await client.open(text, 'tokens-template.yaml', 'yaml');
  assert.deepEqual(named(await tokensIn(document), text), [
    'A class',
    'A class declaration',
    '${Next} macro',
    'Done class declaration',
  ]);
  await document.close();
});
