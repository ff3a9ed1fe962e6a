import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { lambdaServer } from '../../kit/lambdaServer.ts';
import { until } from '../../kit/until.ts';

// Runs in VS Code's extension host, with examples/ open. ../inside.test.ts reads from the log what passed.

const cases: Readonly<Record<string, () => Promise<void>>> = {
  'language: .asl.json and .asl files are asl': async () => {
    assert.equal((await open('stock-trading/stock-trading.asl.json')).languageId, 'asl');
    const untitled = await write('plain.asl', '{}');
    assert.equal(untitled.languageId, 'asl');
  },

  'activation: opening a workflow activates the extension': async () => {
    await open('stock-trading/stock-trading.asl.json');
    await until(() => extension().isActive);
  },

  'commands: every contributed command is there': async () => {
    await extension().activate();
    const { contributes } = extension().packageJSON as { contributes: { commands: readonly { command: string }[] } };
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      contributes.commands.filter(({ command }) => !known.has(command)),
      [],
    );
  },

  'findings: a Next that names no state is reported at its place': async () => {
    const text = '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "B" } } }';
    const document = await write('finding.asl.json', text);
    const findings = () => vscode.languages.getDiagnostics(document.uri);
    await until(() => findings().some(isMissingTarget));
    const finding = findings().find(isMissingTarget);
    assert.equal(finding && document.getText(finding.range), '"B"');
    const told = typeof finding?.code === 'object' ? finding.code.target : undefined;
    assert.ok(told && existsSync(told.fsPath), 'the code leads to what it means');
  },

  'completion: offers the states where a transition names one': async () => {
    const text =
      '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "" }, "Second": { "Type": "Succeed" } } }';
    const document = await write('completion.asl.json', text);
    const position = document.positionAt(text.indexOf('"" }') + 1);
    const offered = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
    );
    assert.ok(offered.items.some(({ label }) => (typeof label === 'string' ? label : label.label).includes('Second')));
  },

  'language: comments are toggled and lines are indented as the format has them': async () => {
    const document = await write('typed.asl.yaml', 'StartAt: A');
    await vscode.commands.executeCommand('editor.action.commentLine');
    assert.equal(document.getText(), '# StartAt: A');
    const json = await write('typed.asl.json', '{}');
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(0, 1, 0, 1);
    await vscode.commands.executeCommand('type', { text: '\n' });
    assert.equal(json.getText().split('\n').length, 3);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  },

  'language: a plain JSON file that is a workflow is offered the language': async () => {
    const text = '{ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }';
    const document = await write('plain.json', text);
    assert.equal(document.languageId, 'json');
    const language = () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith('plain.json'))?.languageId;
    await until(async () => {
      await vscode.commands.executeCommand('notification.acceptPrimaryAction');
      return language() === 'asl';
    });
  },

  'server: one that ends is started again': async () => {
    const server = serverProcess();
    if (server === undefined) return;
    process.kill(server, 'SIGKILL');
    await until(() => ![undefined, server].includes(serverProcess()));
    const document = await write('again.asl.json', '{ "StartAt": "A", "States": { "A": { "Type": "Pass" } } }');
    await until(() => vscode.languages.getDiagnostics(document.uri).length > 0);
  },

  'check all: finds what is wrong in files that are not open': async () => {
    await save('checked.asl.json', '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "B" } } }');
    const findings = () => vscode.languages.getDiagnostics(uriOf('checked.asl.json'));
    void vscode.commands.executeCommand('stepwise.checkAll');
    await until(() => findings().some(isMissingTarget));
  },

  'report: collects the versions': async () => {
    await vscode.commands.executeCommand('stepwise.reportIssue');
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.ok(text.includes(`Stepwise ${(extension().packageJSON as { version: string }).version}`));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  },

  'debugging: stops at a breakpoint without a launch.json, shows values, and goes back': async () => {
    const document = await open('stock-trading/stock-trading.asl.json');
    const line = document.positionAt(document.getText().indexOf('"Recommend": {')).line;
    const place = new vscode.Location(document.uri, new vscode.Position(line, 0));
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(place, true, '$.quote.price > 0')]);
    const input = { symbol: 'AMZN', limit: 100 };
    const configuration = { type: 'stepwise', request: 'launch', name: '', stopOnEntry: true, input };
    await vscode.debug.startDebugging(undefined, configuration);
    const ask = async <T>(command: string, args: object) =>
      (await vscode.debug.activeDebugSession?.customRequest(command, args)) as T | undefined;
    const frames = () => ask<{ stackFrames: { name: string }[] }>('stackTrace', { threadId: 1 });
    const stopsAt = (name: string) =>
      until(async () => (await frames().catch(() => undefined))?.stackFrames[0]?.name === name);
    await until(() => vscode.debug.activeStackItem instanceof vscode.DebugStackFrame);
    await stopsAt('Check price');
    await ask('continue', { threadId: 1 });
    await stopsAt('Recommend');
    const hovered = { expression: '$.quote.price', context: 'hover' };
    assert.ok(Number((await ask<{ result: string }>('evaluate', hovered))?.result) > 0);
    await ask('stepBack', { threadId: 1 });
    await stopsAt('Check price');
    await vscode.debug.stopDebugging();
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await until(() => vscode.debug.activeDebugSession === undefined);
  },

  'debugging: two sessions on one file call functions where the setting says, show values in the text, and take a new one':
    async () => {
      const server = await lambdaServer(() => ({ body: '{"id":"c-1"}' }));
      const settings = vscode.workspace.getConfiguration('stepwise');
      await settings.update('lambdaEndpoint', server.url, vscode.ConfigurationTarget.Workspace);
      const call =
        '"Call": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:call", "Next": "Keep" }';
      const keep = '"Keep": { "Type": "Pass",\n"Parameters": { "kept.$": "$.id" },\n"End": true }';
      const document = await write('twice/twice.asl.json', `{ "StartAt": "Call", "States": { ${call},\n${keep} } }`);
      const place = new vscode.Location(document.uri, new vscode.Position(2, 0));
      vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(place)]);
      const outputs: string[] = [];
      const sessions = new Set<vscode.DebugSession>();
      const listeners = vscode.Disposable.from(
        vscode.debug.onDidStartDebugSession((session) => sessions.add(session)),
        vscode.debug.onDidReceiveDebugSessionCustomEvent(({ body }) => {
          const { executionSucceededEventDetails: details } = body?.events?.at(-1) ?? {};
          if (details) outputs.push(details.output);
        }),
      );
      const configuration = { type: 'stepwise', request: 'launch', program: document.uri.fsPath, input: {} };
      await vscode.debug.startDebugging(undefined, { ...configuration, name: 'one' });
      await vscode.debug.startDebugging(undefined, { ...configuration, name: 'two' });
      const frames = (session: vscode.DebugSession): Thenable<{ stackFrames: { id: number; name: string }[] }> =>
        session.customRequest('stackTrace', { threadId: 1 });
      const stand = async (name: string) => {
        const tops = [...sessions].map((session) =>
          frames(session).then(({ stackFrames }) => stackFrames[0]?.name, String),
        );
        return tops.length === 2 && (await Promise.all(tops)).every((each) => each === name);
      };
      await until(() => stand('Keep (before Parameters)'));
      assert.equal(server.invocations.length, 2);
      const stoppedLocation = document.lineAt(2).range;
      const [session] = sessions;
      const frameId = session && (await frames(session)).stackFrames[0]?.id;
      const values = await vscode.commands.executeCommand<vscode.InlineValue[]>(
        'vscode.executeInlineValueProvider',
        document.uri,
        stoppedLocation,
        { frameId, stoppedLocation },
      );
      const shown = values.map((value) => 'expression' in value && value.expression);
      assert.deepEqual(shown, ['$.id']);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, document.lineAt(2).range, '\n"Parameters": { "renamed.$": "$.id" },');
      await vscode.workspace.applyEdit(edit);
      await document.save();
      await until(async () => {
        const stacks = await Promise.all([...sessions].map(frames));
        return stacks.every(({ stackFrames: [top] }) => (top as unknown as { line: number }).line === 4);
      });
      for (const each of sessions) await each.customRequest('continue', { threadId: 1 });
      await until(() => outputs.length === 2 && vscode.debug.activeDebugSession === undefined);
      assert.deepEqual(outputs, ['{"renamed":"c-1"}', '{"renamed":"c-1"}']);
      listeners.dispose();
      vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
      await settings.update('lambdaEndpoint', undefined, vscode.ConfigurationTarget.Workspace);
      await server.close();
    },

  'run state: shows what one state makes of an input': async () => {
    const document = await open('order-with-errors/order-with-errors.asl.json');
    const [, state = ''] = /"StartAt": "([^"]*)"/.exec(document.getText()) ?? [];
    void vscode.commands.executeCommand('stepwise.runState', document.uri.toString(), state);
    const answer = () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'stepwise-state');
    await until(async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return answer() !== undefined;
    });
    assert.ok('status' in (JSON.parse(answer()?.getText() ?? '') as object));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  },

  'policy: writes one in the format that is picked': async () => {
    await open('stock-trading/stock-trading.asl.json');
    void vscode.commands.executeCommand('stepwise.generatePolicy');
    await until(async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return vscode.workspace.textDocuments.some((each) => each.isUntitled && each.getText().includes('2012-10-17'));
    });
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  },

  'mocks: makes a mock file beside a workflow that has none': async () => {
    const task = '{ "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true }';
    await write('lonely/lonely.asl.json', `{ "StartAt": "Send", "States": { "Send": ${task} } }`);
    await vscode.commands.executeCommand('stepwise.generateMocks');
    const written = new TextDecoder().decode(await vscode.workspace.fs.readFile(uriOf('lonely/MockConfigFile.json')));
    assert.ok('lonely' in (JSON.parse(written) as { StateMachines: object }).StateMachines);
  },

  'samples: make a workflow with its input': async () => {
    void vscode.commands.executeCommand('stepwise.newFromSample');
    await until(async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return vscode.workspace.textDocuments.some(({ uri }) => uri.path.endsWith('/hello-world/hello-world.asl.json'));
    });
    await vscode.workspace.fs.stat(uriOf('hello-world/hello-world.input.json'));
  },

  'form: opens beside the workflow': async () => {
    await open('stock-trading/stock-trading.asl.json');
    await vscode.commands.executeCommand('stepwise.generateState');
    const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    await until(() => tabs().some(({ label }) => label === 'Generate State'));
    await vscode.window.tabGroups.close(tabs().filter(({ label }) => label === 'Generate State'));
  },

  'form: opens for the place that the graph names, and not for a text that has changed since': async () => {
    const document = await open('stock-trading/stock-trading.asl.json');
    const after = '/States/Check price';
    const forms = () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ label }) => label === 'Generate State');
    const ask = (version: number) =>
      vscode.commands.executeCommand('stepwise.generateState', { uri: document.uri, version, after });
    await ask(document.version - 1);
    assert.equal(forms().length, 0);
    await ask(document.version);
    await until(() => forms().length === 1);
    await vscode.window.tabGroups.close(forms());
  },
};

/** The id of the language server's process, which VS Code runs beside the extensions; known on Linux alone. */
function serverProcess(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found = ids.find((id) => {
    try {
      const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${id}/stat`, 'utf8')) ?? [];
      return Number(parent) === process.pid && readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('dist/server.cjs');
    } catch {
      // It ended meanwhile.
      return false;
    }
  });
  return found === undefined ? undefined : Number(found);
}

/** Called by VS Code; rejects when a case fails. */
export async function run(): Promise<void> {
  let failed = 0;
  for (const [title, body] of Object.entries(cases)) {
    try {
      await body();
      console.log(`passed · ${title}`);
    } catch (error) {
      failed++;
      console.log(`failed · ${title} · ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  if (failed > 0) throw new Error(`${failed} failed`);
}

/** A code that has a page is an object. */
function isMissingTarget({ code }: vscode.Diagnostic): boolean {
  return (typeof code === 'object' ? code.value : code) === 'MISSING_TRANSITION_TARGET';
}

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension('stepwise.stepwise');
  assert.ok(found, 'VS Code does not know the extension');
  return found;
}

async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uriOf(name));
  await vscode.window.showTextDocument(document);
  return document;
}

async function write(name: string, text: string): Promise<vscode.TextDocument> {
  await save(name, text);
  return open(name);
}

async function save(name: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uriOf(name), new TextEncoder().encode(text));
}

function uriOf(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}
