import * as vscode from 'vscode';
import { definitionsIn } from './definitionMeant.ts';
import { baseName } from './workflowFiles.ts';

type Choice = 'asl' | 'asl-yaml' | 'none';

/** Offers the language of workflows for a plain JSON or YAML file that is one: once, and what was chosen is kept. */
export async function offerLanguage(document: vscode.TextDocument, memory: vscode.Memento): Promise<void> {
  const language = languageFor(document);
  if (!language) return;
  const key = `stepwise.language:${document.uri.toString()}`;
  const before = memory.get<Choice>(key);
  const chosen = before ?? (await ask(document, language));
  if (before === undefined) await memory.update(key, chosen);
  if (chosen !== 'none') await vscode.languages.setTextDocumentLanguage(document, chosen);
}

/** The language of a file that is one state machine and nothing else. */
function languageFor(document: vscode.TextDocument): Exclude<Choice, 'none'> | undefined {
  const languages: Readonly<Record<string, Exclude<Choice, 'none'>>> = { json: 'asl', jsonc: 'asl', yaml: 'asl-yaml' };
  const language = languages[document.languageId];
  const [definition] = language ? definitionsIn(document) : [];
  return definition && definition.title === undefined ? language : undefined;
}

async function ask(document: vscode.TextDocument, language: Exclude<Choice, 'none'>): Promise<Choice> {
  const use = 'Use Amazon States Language';
  const message = `${baseName(document.uri)} is a Step Functions workflow.`;
  return (await vscode.window.showInformationMessage(message, use, 'Leave It')) === use ? language : 'none';
}
