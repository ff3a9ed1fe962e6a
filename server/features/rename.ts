import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { LSPErrorCodes, type RenameParams, ResponseError, type WorkspaceEdit } from 'vscode-languageserver/node';
import { mockedStateRanges } from '../../language/mocks/mockFile.ts';
import { workflowNameOf } from '../../language/mocks/mockPlaces.ts';
import { parseMocks } from '../../language/mocks/parseMocks.ts';
import { LineIndex } from '../../language/text.ts';
import { mockPlacesOf } from '../mockPlacesOf.ts';
import type { Session } from '../session.ts';
import { toEdit } from '../toLsp.ts';
import { type Renaming, renameAt } from './names.ts';

/**
 * Renames what is under the cursor in its document, and a state in the test cases of the workflow's mock file too.
 * A name that cannot be taken fails the request, with the reason for the person who typed it.
 */
export async function rename(session: Session, at: RenameParams): Promise<WorkspaceEdit | null> {
  const renaming = session.inDefinition(at, (...place) => renameAt(...place, at.newName));
  if (!renaming) return null;
  if (renaming.kind === 'refused') throw new ResponseError(LSPErrorCodes.RequestFailed, renaming.reason);
  const { uri } = at.textDocument;
  return {
    changes: { [uri]: renaming.edits, ...(renaming.kind === 'state' && (await inMocks(session, uri, renaming))) },
  };
}

async function inMocks(
  session: Session,
  uri: string,
  { from, to, title }: Renaming,
): Promise<WorkspaceEdit['changes']> {
  for (const mocks of mockPlacesOf(session, uri)) {
    const text = session.open.get(mocks)?.getText() ?? (await textOf(mocks));
    if (text === undefined) continue;
    const lines = new LineIndex(text);
    const ranges = mockedStateRanges(parseMocks(text), title ?? decodeURIComponent(workflowNameOf(uri)), from);
    const newText = JSON.stringify(to);
    return ranges.length === 0 ? {} : { [mocks]: ranges.map((range) => toEdit({ lines }, { range, newText })) };
  }
  return {};
}

/** Undefined where there is no file, or none that this machine can read. */
async function textOf(uri: string): Promise<string | undefined> {
  if (!uri.startsWith('file:')) return undefined;
  return readFile(fileURLToPath(uri), 'utf8').catch(() => undefined);
}
