import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  type Diagnostic,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticRequest,
  FileChangeType,
  RenameRequest,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { GraphAnswer } from '../../server/protocol.ts';
import { connect, type LspClient } from '../kit/lspClient.ts';
import { until } from '../kit/until.ts';

const definition = (next: string) => `{ "StartAt": "A", "States": {
  "A": { "Type": "Pass", "Next": "${next}" }, "B": { "Type": "Succeed" } } }`;

const template = (next: string) => `Resources:
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: EXPRESS
      Definition:
        StartAt: A
        States:
          A: { Type: Pass, Next: ${next} }
          B: { Type: Succeed }
`;

function errorsIn(diagnostics: readonly Diagnostic[]): unknown[] {
  return diagnostics.filter(({ severity }) => severity === 1).map(({ code }) => code);
}

describe('templates', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stepwise-templates-'));
  const inFolder = (name: string) => join(folder, name).replace(/^\//, '');
  let client: LspClient;
  before(async () => {
    writeTemplate('Next');
    client = await connect('source', { rootUri: pathToFileURL(folder).href });
  });
  after(async () => {
    await client.close();
    rmSync(folder, { recursive: true });
  });

  function writeTemplate(name: string): void {
    const resource = {
      Type: 'AWS::Serverless::StateMachine',
      Properties: { Type: 'EXPRESS', DefinitionUri: 'flows/flow.asl.json', DefinitionSubstitutions: { [name]: 'B' } },
    };
    writeFileSync(join(folder, 'template.json'), JSON.stringify({ Resources: { Flow: resource } }));
  }

  test('templates: a definition inside one is checked at its place', async () => {
    const document = await client.open(template('C'), 'template.yaml', 'yaml');
    const [finding] = await document.diagnostics();
    assert.equal(finding?.code, 'MISSING_TRANSITION_TARGET');
    assert.equal(finding?.range.start.line, 8);
    await document.change(template('B'));
    assert.deepEqual(errorsIn(await document.diagnostics()), []);
  });

  test('templates: a definition inside one is drawn, with the type that its template says', async () => {
    const document = await client.open(template('B'), 'drawn.yaml', 'yaml');
    const { graph, type } = await client.connection.sendRequest<GraphAnswer>('stepwise/graph', { uri: document.uri });
    assert.equal(graph?.scopes[0]?.nodes.filter(({ kind }) => kind === 'state').length, 2);
    assert.equal(type, 'EXPRESS');
  });

  test('templates: the outline has the states inside of their state machine', async () => {
    const document = await client.open(template('B'), 'outline.yaml', 'yaml');
    const [machine, ...others] = await document.symbols();
    assert.deepEqual([machine?.name, machine?.children?.map(({ name }) => name), others], ['Flow', ['A', 'B'], []]);
    await document.close();
  });

  test('templates: an empty line at the end of a definition belongs to it by its indentation', async () => {
    const at = async (line: string) => {
      const document = await client.open(`${template('B')}${line}\n  Other: {}\n`, 'lines.yaml', 'yaml');
      const labels = (await document.completion()).map(({ label }) => label);
      await document.close();
      return labels;
    };
    assert.ok((await at('          ‸')).includes('Pass state'));
    assert.ok((await at('        ‸')).includes('TimeoutSeconds'));
    assert.deepEqual(await at('      ‸'), []);
  });

  test('templates: in a definition that is an escaped string, what is chosen and renamed is escaped, too', async () => {
    const inString = (text: string) =>
      JSON.stringify({
        Resources: { Flow: { Type: 'AWS::StepFunctions::StateMachine', Properties: { DefinitionString: text } } },
      });
    const choose = async (marked: string, label: string) => {
      const document = await client.open(inString(marked), 'escaped.json', 'json');
      const item = (await document.completion()).find((each) => each.label === label);
      await document.close();
      const plain = TextDocument.create('file:///x', 'json', 1, inString(marked.replace('‸', '')));
      const edits = item?.textEdit && 'range' in item.textEdit ? [item.textEdit] : [];
      // What a snippet would make of it.
      const text = TextDocument.applyEdits(plain, edits).replaceAll('\\\\"', '\\"').replace(/\$\d/g, '');
      return JSON.parse(JSON.parse(text).Resources.Flow.Properties.DefinitionString).States;
    };
    const start = '{"StartAt":"A","States":{"A":{"Type":"Pass",';
    const end = '"Next":"B"},"B":{"Type":"Succeed"}}}';
    assert.deepEqual((await choose(`${start}${end.replace('"B"', '"‸"')}`, 'B')).A, { Type: 'Pass', Next: 'B' });
    assert.deepEqual((await choose(`${start}‸${end}`, 'Comment')).A, { Type: 'Pass', Comment: '', Next: 'B' });
    const text = inString(`${start}${end}`);
    const document = await client.open(text, 'escaped.json', 'json');
    const plain = TextDocument.create(document.uri, 'json', 1, text);
    const edit = await client.connection.sendRequest(RenameRequest.type, {
      textDocument: { uri: document.uri },
      position: plain.positionAt(text.indexOf('Next') + 10),
      newName: 'The "end"',
    });
    const renamed = TextDocument.applyEdits(plain, edit?.changes?.[document.uri] ?? []);
    const { States } = JSON.parse(JSON.parse(renamed).Resources.Flow.Properties.DefinitionString);
    assert.deepEqual(Object.keys(States), ['A', 'The "end"']);
    assert.equal(States.A.Next, 'The "end"');
    await document.close();
  });

  test('templates: other files are left alone', async () => {
    const document = await client.open('{ "name": "something", "Next": "B" ', 'package.json', 'json');
    assert.deepEqual(await document.diagnostics(), []);
    assert.deepEqual(await document.symbols(), []);
  });

  test('templates: name the substitutions of the definition files that they name', async () => {
    const document = await client.open(definition('${Next}'), inFolder('flows/flow.asl.json'));
    assert.deepEqual(errorsIn(await document.diagnostics()), []);
    writeTemplate('Elsewhere');
    const uri = pathToFileURL(join(folder, 'template.json')).href;
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri, type: FileChangeType.Changed }],
    });
    await client.connection.sendRequest('stepwise/graph', { uri });
    await until(async () => (await document.diagnostics()).length > 0);
  });
});

test('templates: a state that the role does not allow is hinted at, unless the settings say otherwise', async () => {
  const template = `Resources:
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Send
        States:
          Send:
            Type: Task
            Resource: arn:aws:states:::sqs:sendMessage
            Parameters: { QueueUrl: !Ref Queue, MessageBody: hello }
            End: true
`;
  const client = await connect('bundle');
  const { uri } = await client.open(template, 'roles/template.yaml', 'yaml');
  const { items } = (await client.connection.sendRequest(DocumentDiagnosticRequest.type, {
    textDocument: { uri },
  })) as { items: readonly Diagnostic[] };
  await client.close();
  assert.deepEqual(
    items.map(({ code, range }) => `${range.start.line} ${code}`),
    ['9 hint.missing-permission'],
  );
});
