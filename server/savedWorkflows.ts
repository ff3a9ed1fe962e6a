import { pathToFileURL } from 'node:url';
import { kindOfFile } from '../language/readDocument.ts';
import { mayBeTemplate } from '../language/syntax/embedded.ts';
import type { Session } from './session.ts';
import { pathOf } from './templates.ts';
import { filesIn, readText } from './workspaceFiles.ts';

const mostFiles = 2_000;

/** A file as it is saved. */
export interface SavedFile {
  readonly uri: string;
  readonly text: string;
}

/** Every workflow of the workspace's folders, and every template that declares one. */
export async function* savedWorkflows({ folders }: Session): AsyncGenerator<SavedFile> {
  let count = 0;
  for await (const path of filesIn(folders.flatMap((uri) => pathOf(uri) ?? []))) {
    const role = kindOfFile(path)?.role;
    const text = role && (await readText(path));
    if (text === undefined || (role === 'template' && !holdsWorkflow(text))) continue;
    yield { uri: pathToFileURL(path).href, text };
    if (++count >= mostFiles) return;
    // Between two files somebody may want to type.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function holdsWorkflow(text: string): boolean {
  return mayBeTemplate(text) || (text.includes('"StartAt"') && text.includes('"States"'));
}
