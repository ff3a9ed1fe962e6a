import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { mockedStateRanges } from '../../language/mocks/mockFile.ts';
import { workflowNameOf } from '../../language/mocks/mockPlaces.ts';
import { parseMocks } from '../../language/mocks/parseMocks.ts';
import { LineIndex, type TextRange } from '../../language/text.ts';
import { mockPlacesOf } from '../mockPlacesOf.ts';
import type { Session } from '../session.ts';

/** Where a mock file names a state of a workflow. */
export interface Mentions {
  readonly uri: string;
  readonly lines: LineIndex;
  /** With quotes. */
  readonly ranges: readonly TextRange[];
}

/** What the nearest mock file says of a state; `title` is what a template calls the workflow. */
export async function mentionsInMocks(
  session: Session,
  uri: string,
  { name, title }: { readonly name: string; readonly title: string | undefined },
): Promise<Mentions | undefined> {
  for (const mocks of mockPlacesOf(session, uri)) {
    const text = session.open.get(mocks)?.getText() ?? (await textOf(mocks));
    if (text === undefined) continue;
    const ranges = mockedStateRanges(parseMocks(text), title ?? decodeURIComponent(workflowNameOf(uri)), name);
    return { uri: mocks, lines: new LineIndex(text), ranges };
  }
  return undefined;
}

/** Undefined where there is no file, or none that this machine can read. */
async function textOf(uri: string): Promise<string | undefined> {
  if (!uri.startsWith('file:')) return undefined;
  return readFile(fileURLToPath(uri), 'utf8').catch(() => undefined);
}
