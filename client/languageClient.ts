import * as vscode from 'vscode';
import {
  CloseAction,
  type CloseHandlerResult,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  TransportKind,
} from 'vscode-languageclient/node';
import type { InitializationOptions } from '../server/protocol.ts';
import { templateLanguages, workflowLanguages } from './workflowFiles.ts';

/** Starts the server in a process of its own; resolves when it answers. */
export async function startLanguageClient(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): Promise<LanguageClient> {
  const module = context.asAbsolutePath('dist/server.cjs');
  const client = new LanguageClient(
    'stepwise',
    'Stepwise Language Server',
    { module, transport: TransportKind.ipc },
    {
      documentSelector: [...workflowLanguages, ...templateLanguages].map((language) => ({ language })),
      outputChannel: log,
      // The whole workspace is checked when somebody asks: VS Code would ask every two seconds.
      initializationOptions: { checksByCommand: true } satisfies InitializationOptions,
      errorHandler: new Restarts(),
    },
  );
  await client.start();
  return client;
}

const mostRestarts = 4;
const withinMilliseconds = 3 * 60_000;

/** A server that ends by itself is started again, with a word about it, unless it keeps on ending. */
class Restarts implements ErrorHandler {
  readonly #ends: number[] = [];

  error() {
    return { action: ErrorAction.Continue };
  }

  closed(): CloseHandlerResult {
    const now = Date.now();
    this.#ends.push(now);
    const recent = this.#ends.filter((end) => now - end < withinMilliseconds).length;
    if (recent > mostRestarts) {
      void tell('The Stepwise language server keeps ending and is not started again. Reload the window to try anew.');
      return { action: CloseAction.DoNotRestart, handled: true };
    }
    void tell('The Stepwise language server ended unexpectedly and was started again.');
    return { action: CloseAction.Restart, handled: true };
  }
}

async function tell(message: string): Promise<void> {
  const showLog = 'Show Log';
  if ((await vscode.window.showWarningMessage(message, showLog)) === showLog) {
    await vscode.commands.executeCommand('stepwise.showLog');
  }
}
