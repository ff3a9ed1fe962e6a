import assert from 'node:assert/strict';
import * as vscode from 'vscode';

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
    await until(() => findings().some(({ code }) => code === 'MISSING_TRANSITION_TARGET'));
    const finding = findings().find(({ code }) => code === 'MISSING_TRANSITION_TARGET');
    assert.equal(finding && document.getText(finding.range), '"B"');
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
};

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
  await vscode.workspace.fs.writeFile(uriOf(name), new TextEncoder().encode(text));
  return open(name);
}

function uriOf(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!holds()) {
    assert.ok(Date.now() < deadline, 'it did not come about in 15 seconds');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
