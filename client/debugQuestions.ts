import * as vscode from 'vscode';
import { suggestResult } from './suggestResult.ts';

/** What `stepwise/taskAsked` tells. */
export interface AskedTask {
  readonly state: string;
  readonly resource: string;
}

interface Typed {
  readonly text: string;
  readonly keep: 'remember' | 'once';
}

/** A task without a mock: the answer goes the way of the debug console. */
export async function askForAnswer(
  session: vscode.DebugSession,
  { state, resource }: AskedTask,
  context: vscode.ExtensionContext,
): Promise<void> {
  const suggestion = await suggestResult(resource, context);
  const typed = await typedAnswer(session, state, resource, suggestion);
  if (typed === undefined) return;
  const command = /^\s*fail\b/.test(typed.text) ? `.${typed.text.trim()}` : `.succeed ${typed.text}`;
  try {
    await say(session, `${state}: ${command}`);
    if (typed.keep === 'remember') await say(session, '.remember');
  } catch (reason) {
    void vscode.window.showErrorMessage(reason instanceof Error ? reason.message : String(reason));
  }
}

function say(session: vscode.DebugSession, expression: string): Thenable<unknown> {
  return session.customRequest('evaluate', { expression, context: 'repl' });
}

/** What somebody typed, and whether it is to be kept in the mock file. The box goes when the session ends. */
function typedAnswer(
  { id }: vscode.DebugSession,
  state: string,
  resource: string,
  suggestion: string,
): Promise<Typed | undefined> {
  const box = vscode.window.createInputBox();
  const remember = { iconPath: new vscode.ThemeIcon('save'), tooltip: 'Answer so, and keep it in the mock file' };
  box.title = `What does ${state} give?`;
  box.prompt = `${resource}: a result as JSON, or “fail ERROR CAUSE”. The debug console takes it too.`;
  box.value = oneLine(suggestion);
  box.ignoreFocusOut = true;
  box.buttons = [remember];
  return new Promise((resolve) => {
    const settle = (keep: Typed['keep']) => {
      resolve({ text: box.value, keep });
      box.hide();
    };
    const ended = vscode.debug.onDidTerminateDebugSession((session) => session.id === id && box.hide());
    box.onDidAccept(() => settle('once'));
    box.onDidTriggerButton(() => settle('remember'));
    box.onDidHide(() => {
      resolve(undefined);
      ended.dispose();
      box.dispose();
    });
    box.show();
  });
}

function oneLine(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json));
  } catch {
    return json;
  }
}
