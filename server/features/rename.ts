import {
  type Location,
  LSPErrorCodes,
  type ReferenceParams,
  type RenameParams,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { Definition, DocumentVersion } from '../documents.ts';
import type { Session } from '../session.ts';
import { toEdit, toRange } from '../toLsp.ts';
import { mentionsInMocks } from './mockMentions.ts';
import { nameAt, referencesAt, renameAt } from './names.ts';

/**
 * Renames what is under the cursor in its document, and a state in the test cases of the workflow's mock file too.
 * A name that cannot be taken fails the request, with the reason for the person who typed it.
 */
export async function rename(session: Session, at: RenameParams): Promise<WorkspaceEdit | null> {
  const place = session.inDefinition(at, (...found) => found);
  return place ? renameFrom(session, place, at.newName) : null;
}

/** The same for a place of any document. */
export async function renameFrom(
  session: Session,
  place: readonly [DocumentVersion, Definition, number],
  newName: string,
): Promise<WorkspaceEdit | null> {
  const [{ uri }] = place;
  const renaming = renameAt(...place, newName);
  if (!renaming) return null;
  if (renaming.kind === 'refused') throw new ResponseError(LSPErrorCodes.RequestFailed, renaming.reason);
  const { from, to, title } = renaming;
  const mentions = renaming.kind === 'state' ? await mentionsInMocks(session, uri, { name: from, title }) : undefined;
  const inMocks = mentions?.ranges.map((range) => toEdit(mentions, { range, newText: JSON.stringify(to) })) ?? [];
  return { changes: { [uri]: renaming.edits, ...(mentions && inMocks.length > 0 && { [mentions.uri]: inMocks }) } };
}

/** Every place that names what is under the cursor: of a state those in the workflow's mock file, too. */
export async function references(session: Session, at: ReferenceParams): Promise<Location[]> {
  const place = session.inDefinition(at, (...found) => found);
  return place ? referencesFrom(session, place, at.context) : [];
}

/** The same for a place of any document. */
export async function referencesFrom(
  session: Session,
  place: readonly [DocumentVersion, Definition, number],
  context: ReferenceParams['context'],
): Promise<Location[]> {
  const [{ uri }] = place;
  const own = referencesAt(...place, context);
  const named = nameAt(...place);
  const mentions = named?.kind === 'state' ? await mentionsInMocks(session, uri, named) : undefined;
  return [...own, ...(mentions?.ranges.map((range) => ({ uri: mentions.uri, range: toRange(mentions, range) })) ?? [])];
}
