import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  ConfigurationRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type PreviousResultId,
  PublishDiagnosticsNotification,
  WorkspaceDiagnosticRequest,
} from 'vscode-languageserver/node';
import type { CheckSummary } from '../../server/protocol.ts';
import { connect, type LspClient } from '../kit/lspClient.ts';
import { until } from '../kit/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwise-check-'));
const json = (last: string) => `{ "StartAt": "A", "States": {
  "A": { "Type": "Choice", "Choices": [{ "Variable": "$.a", "IsNull": true, "Next": "B" }], "Default": "${last}" },
  "B": { "Type": "Succeed" } } }`;
const yaml = `StartAt: A
States:
  A: { Type: Choice, Choices: [{ Variable: $.a, IsNull: true, Next: B }], Default: C }
  B: { Type: Succeed }
`;
const template = `Resources:
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
${yaml.replace(/^/gm, ' '.repeat(8))}
`;

let client: LspClient;
/** The codes that were published last, by the file's name. */
const published = new Map<string, readonly unknown[]>();
before(async () => {
  write('flow.asl.json', json('C'));
  write('flow.asl.yaml', yaml);
  write('template.yaml', template);
  write('other.json', '{ "not": "a workflow" ');
  client = await connect('bundle', { rootUri: pathToFileURL(folder).href });
  client.connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
    published.set(
      uri.slice(uri.lastIndexOf('/') + 1),
      diagnostics.filter(({ severity }) => severity === 1).map(({ code }) => code),
    );
  });
});
after(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

async function changed(name: string): Promise<void> {
  const uri = pathToFileURL(join(folder, name)).href;
  await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri, type: FileChangeType.Changed }],
  });
}

test('workspace check: publishes what is wrong in every workflow when asked, and follows its files from then on', async () => {
  assert.equal(published.size, 0);
  const summary = await client.connection.sendRequest<CheckSummary>('stepwise/checkAll');
  assert.deepEqual([summary.files, summary.errors], [3, 3]);
  for (const name of ['flow.asl.json', 'flow.asl.yaml', 'template.yaml']) {
    assert.deepEqual(published.get(name), ['MISSING_TRANSITION_TARGET'], name);
  }
  write('flow.asl.json', json('B'));
  await changed('flow.asl.json');
  await until(() => published.get('flow.asl.json')?.length === 0);
  rmSync(join(folder, 'flow.asl.yaml'));
  await changed('flow.asl.yaml');
  await until(() => published.get('flow.asl.yaml')?.length === 0);
});

test('workspace check: an open document has its own findings, and those of its file come back when it is closed', async () => {
  const path = join(folder, 'template.yaml').replace(/^\//, '');
  const document = await client.open(template.replace('Default: C', 'Default: B'), path, 'yaml');
  await until(() => published.get('template.yaml')?.length === 0);
  await document.close();
  await until(() => published.get('template.yaml')?.length === 1);
});

test('workspace check: follows the settings', async () => {
  let findings = {};
  const told = new Map<string, number>();
  const own = await connect('bundle', {
    rootUri: pathToFileURL(folder).href,
    capabilities: { workspace: { configuration: true } },
  });
  own.connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => ({ findings })));
  own.connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
    told.set(uri.slice(uri.lastIndexOf('/') + 1), diagnostics.length);
  });
  await own.connection.sendRequest<CheckSummary>('stepwise/checkAll');
  await until(() => told.get('template.yaml') === 1);
  findings = { MISSING_TRANSITION_TARGET: 'off' };
  await own.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: {} });
  await until(() => told.get('template.yaml') === 0);
  await own.close();
});

test('workspace check: a client that pulls gets every workflow once, and afterwards what has changed', async () => {
  write('flow.asl.yaml', yaml);
  const puller = await connect('bundle', {
    rootUri: pathToFileURL(folder).href,
    capabilities: { textDocument: { diagnostic: {} } },
  });
  assert.deepEqual(puller.capabilities.diagnosticProvider, {
    interFileDependencies: false,
    workspaceDiagnostics: true,
  });
  const pull = async (previousResultIds: PreviousResultId[]) => {
    const { items } = await puller.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds });
    return items.toSorted((one, other) => (one.uri < other.uri ? -1 : 1));
  };
  const first = await pull([]);
  assert.deepEqual(
    first.map((item) =>
      item.kind === 'full' ? item.items.filter(({ severity }) => severity === 1).length : item.kind,
    ),
    [0, 1, 1],
  );
  const known = first.map(({ uri, resultId = '' }) => ({ uri, value: resultId }));
  write('flow.asl.yaml', yaml.replace('Default: C', 'Default: B'));
  assert.deepEqual(
    (await pull(known)).map(({ kind }) => kind),
    ['unchanged', 'full', 'unchanged'],
  );
  await puller.close();
});
