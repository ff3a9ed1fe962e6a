import { CreateFile, RenameFile, type TextDocumentEdit, type WorkspaceEdit } from 'vscode-languageserver/node';
import { kindOfFile, readDocument } from '../../language/readDocument.ts';
import type { Change } from '../../language/refactor/mends/mend.ts';
import { replaceString } from '../../language/syntax/editTree.ts';
import { LineIndex } from '../../language/text.ts';
import type { DocumentVersion } from '../documents.ts';
import type { Session } from '../session.ts';
import type { DeclaringTemplate } from '../templates.ts';
import { toEdit } from '../toLsp.ts';

/** Whether the client can make and rename files in one step with edits. */
export function changesFiles({ workspace }: Session['client']): boolean {
  const { documentChanges, resourceOperations = [] } = workspace?.workspaceEdit ?? {};
  return documentChanges === true && resourceOperations.includes('create') && resourceOperations.includes('rename');
}

/** A change as one undo step: all its edits go together, with the files that it makes or renames. */
export function workspaceEdit(
  document: DocumentVersion,
  { edits, newFile, newName }: Change,
  template: DeclaringTemplate | undefined,
): WorkspaceEdit {
  const { uri, version } = document;
  const written = edits.map((edit) => toEdit(document, edit));
  if (newFile === undefined && newName === undefined) return { changes: { [uri]: written } };
  const beside = (name: string) => uri.slice(0, uri.lastIndexOf('/') + 1) + encodeURIComponent(name);
  return {
    documentChanges: [
      ...(newFile ? createFile(beside(newFile.name), newFile.text) : []),
      { textDocument: { uri, version }, edits: written },
      ...(newName !== undefined && template ? follow(template, newName) : []),
      ...(newName === undefined ? [] : [RenameFile.create(uri, beside(newName))]),
    ],
  };
}

function createFile(uri: string, text: string): (CreateFile | TextDocumentEdit)[] {
  const start = { line: 0, character: 0 };
  return [
    CreateFile.create(uri),
    { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: text }] },
  ];
}

/** The template that names the file names it anew. */
function follow({ uri, text, title }: DeclaringTemplate, newName: string): TextDocumentEdit[] {
  const kind = kindOfFile(uri);
  const named = kind && readDocument(text, kind).find((definition) => definition.title === title)?.definitionUri;
  if (!named || !text.slice(named.range.start, named.range.end).includes(named.value)) return [];
  const lines = new LineIndex(text);
  const edits = replaceString(
    text,
    named.range,
    named.value.replace(/[^/]*$/, () => newName),
  );
  return [{ textDocument: { uri, version: null }, edits: edits.map((edit) => toEdit({ lines }, edit)) }];
}
