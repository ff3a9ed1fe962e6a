import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CompletionRequest, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { connect, type LspClient } from '../kit/lspClient.ts';

let client: LspClient;
before(async () => {
  client = await connect('bundle');
});
after(() => client.close());

test('outdated requests: are cancelled when the text changes while something loads for them', async () => {
  const text = `{ "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:" } } }`;
  const document = await client.open(text);
  const position = { line: 0, character: text.indexOf(':s3:') + 4 };
  // The catalogue of services is read for the first completion, and the change comes meanwhile.
  const answer = client.connection.sendRequest(CompletionRequest.type, {
    textDocument: { uri: document.uri },
    position,
  });
  const refused = assert.rejects(answer, (reason) => {
    return reason instanceof ResponseError && reason.code === LSPErrorCodes.ContentModified;
  });
  await document.change(text.replace(':s3:', ':sqs:‸'));
  await refused;
  assert.ok((await document.completion()).some(({ label }) => label.endsWith('aws-sdk:sqs:sendMessage')));
  await document.close();
});
