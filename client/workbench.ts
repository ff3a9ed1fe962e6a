import type * as vscode from 'vscode';
import type { OpenRuns } from '../runtime/debugAdapter/openRuns.ts';
import type { LanguageServer } from './languageServer.ts';

/** What the parts of the extension have in common in one window. */
export interface Workbench {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly server: LanguageServer;
  /** What is wrong with mock files, in the Problems view. */
  readonly mockProblems: vscode.DiagnosticCollection;
  /** The runs that are going on in panels; a debugger can attach to them. */
  readonly runs: OpenRuns;
}
