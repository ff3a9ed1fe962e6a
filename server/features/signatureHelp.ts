import type { SignatureHelp } from 'vscode-languageserver/node';
import { cursorAt } from '../cursor.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import { functionNote, signatureOf } from './functionNotes.ts';
import { typedString } from './textBefore.ts';

/** The signature of the function whose arguments are being typed, and which of them. */
export function signatureHelpAt(
  document: DocumentVersion,
  definition: Definition,
  offset: number,
): SignatureHelp | undefined {
  const typed = typedString(cursorAt(document, definition, offset));
  const call = typed && innermostCall(typed.before);
  const note = call && functionNote(call.name);
  if (note === undefined) return undefined;
  const last = note.parameters.length - 1;
  return {
    signatures: [
      {
        label: signatureOf(note),
        documentation: note.doc,
        parameters: note.parameters.map((label) => ({ label })),
      },
    ],
    activeSignature: 0,
    activeParameter: note.hasRest ? Math.min(call?.argument ?? 0, last) : (call?.argument ?? 0),
  };
}

interface OpenCall {
  readonly name: string;
  argument: number;
}

/** The last call, array or object that is still open, when it is a call. Brackets in quotes do not count. */
function innermostCall(text: string): OpenCall | undefined {
  const open: OpenCall[] = [];
  for (const { 0: token, 2: name, index } of text.matchAll(/('(?:\\.|[^'\\])*'?|"[^"]*"?)|([$\w.]*)\(|[[{(,)\]}]/g)) {
    const inner = open.at(-1);
    // What `~>` passes on is the first argument.
    const argument = /~>\s*$/.test(text.slice(0, index)) ? 1 : 0;
    if (name !== undefined || token === '[' || token === '{') open.push({ name: name ?? '', argument });
    else if (token === ',' && inner) inner.argument++;
    else if (/^[)\]}]$/.test(token)) open.pop();
  }
  return open.at(-1);
}
