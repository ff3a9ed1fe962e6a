import * as vscode from 'vscode';
import { suggestResult } from './suggestResult.ts';

/** What `stepwise/taskAsked` tells. */
export interface AskedTask {
  readonly id: number;
  readonly state: string;
  /** The state machine that it is a state of, where a task has started that one. */
  readonly machine?: string;
  readonly resource: string;
}

interface Question {
  readonly session: vscode.DebugSession;
  readonly task: AskedTask;
}

interface Typed {
  readonly text: string;
  readonly keep: 'remember' | 'once';
}

/** Asks for the answers of tasks without a mock, one box after the other; they go the way of the debug console. */
export class TaskQuestions {
  readonly #context: vscode.ExtensionContext;
  #open: Question[] = [];
  #isAsking = false;
  #hideBox = () => {};

  constructor(context: vscode.ExtensionContext) {
    this.#context = context;
  }

  ask(session: vscode.DebugSession, task: AskedTask): void {
    this.#open.push({ session, task });
    void this.#askNext();
  }

  /** Takes back a question of a session, or all of them: they are answered, or nobody wants to know any more. */
  withdraw(sessionId: string, task?: Pick<AskedTask, 'id'>): void {
    const [first] = this.#open;
    this.#open = this.#open.filter((each) => each.session.id !== sessionId || (task && each.task.id !== task.id));
    if (first !== this.#open[0]) this.#hideBox();
  }

  async #askNext(): Promise<void> {
    const [question] = this.#open;
    if (question === undefined || this.#isAsking) return;
    this.#isAsking = true;
    const suggestion = await suggestResult(question.task.resource, this.#context);
    const typed = this.#open[0] === question ? await this.#typedAnswer(question.task, suggestion) : undefined;
    this.#open = this.#open.filter((each) => each !== question);
    this.#isAsking = false;
    if (typed) await answer(question, typed);
    await this.#askNext();
  }

  /** What somebody typed, and whether it is to be kept in the mock file. Undefined when the box is gone without an answer. */
  #typedAnswer({ state, machine, resource }: AskedTask, suggestion: string): Promise<Typed | undefined> {
    const box = vscode.window.createInputBox();
    const remember = { iconPath: new vscode.ThemeIcon('save'), tooltip: 'Answer so, and keep it in the mock file' };
    box.title = `What does ${state}${machine ? ` of ${machine}` : ''} give?`;
    box.prompt = `${resource}: a result as JSON, or “fail ERROR CAUSE”. The debug console takes it too.`;
    box.value = oneLine(suggestion) ?? suggestion;
    box.ignoreFocusOut = true;
    box.buttons = [remember];
    this.#hideBox = () => box.hide();
    const check = () => {
      box.validationMessage = isAnswer(box.value) ? undefined : 'This is no JSON, and no “fail ERROR CAUSE”.';
    };
    return new Promise((resolve) => {
      const settle = (keep: Typed['keep']) => {
        check();
        if (box.validationMessage !== undefined) return;
        resolve({ text: box.value, keep });
        box.hide();
      };
      box.onDidChangeValue(check);
      box.onDidAccept(() => settle('once'));
      box.onDidTriggerButton(() => settle('remember'));
      box.onDidHide(() => {
        resolve(undefined);
        box.dispose();
      });
      box.show();
    });
  }
}

async function answer({ session, task }: Question, { text, keep }: Typed): Promise<void> {
  const command = failure.test(text) ? `.${text.trim()}` : `.succeed ${text}`;
  try {
    await say(session, `${task.state}: ${command}`);
    if (keep === 'remember') await say(session, '.remember');
  } catch (reason) {
    void vscode.window.showErrorMessage(reason instanceof Error ? reason.message : String(reason));
  }
}

const failure = /^\s*fail\b/;

function isAnswer(text: string): boolean {
  return failure.test(text) || oneLine(text) !== undefined;
}

function say(session: vscode.DebugSession, expression: string): Thenable<unknown> {
  return session.customRequest('evaluate', { expression, context: 'repl' });
}

/** JSON in one line; undefined for a text that is none. */
function oneLine(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
}
