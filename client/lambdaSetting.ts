import * as vscode from 'vscode';
import { localEndpoint, noLocalEndpoint } from '../runtime/lambdaEndpoint.ts';

/** Where somebody wants the Lambda functions of a workflow's runs to be called. An address elsewhere is none, and is said. */
export function lambdaEndpointFor(workflow: vscode.Uri): URL | undefined {
  const text = vscode.workspace.getConfiguration('stepwise', workflow).get<string>('lambdaEndpoint', '');
  const endpoint = text === '' ? undefined : localEndpoint(text);
  if (text !== '' && endpoint === undefined)
    void vscode.window.showWarningMessage(`The setting stepwise.lambdaEndpoint ${noLocalEndpoint}`);
  return endpoint;
}
