import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { MockedWorkflow } from '../language/mocks/mockedWorkflows.ts';
import { mockFileName, workflowNameOf } from '../language/mocks/mockPlaces.ts';
import { readStateMachine } from '../language/model/readStateMachine.ts';
import { kindOfFile, readDocument } from '../language/readDocument.ts';
import type { Session } from './session.ts';

/** More than these are not looked through for one mock file. */
const mostFolders = 500;
const mostWorkflows = 200;

/** The workflows that a mock file may speak of, in files and templates. What is open counts before what is saved. */
export class MockedWorkflows {
  readonly #session: Session;
  readonly #saved = new Map<string, Promise<readonly MockedWorkflow[]>>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Those below the file's folder, but where another mock file is nearer; all of the workspace for that of the setting. */
  async around(uri: string): Promise<readonly MockedWorkflow[]> {
    const isNearest = uri.endsWith(`/${mockFileName}`);
    const folders = isNearest ? [uri.slice(0, uri.lastIndexOf('/'))] : this.#session.folders;
    const files = (await Promise.all(folders.map((folder) => workflowFilesIn(folder)))).flat();
    const open = this.#session.open.keys().filter((each) => folders.some((folder) => each.startsWith(`${folder}/`)));
    const uris = new Set([...files, ...open]);
    return (await Promise.all([...uris].map((each) => this.#workflowsIn(each)))).flat();
  }

  /** A file was made, saved or deleted. */
  changed(uri: string): void {
    this.#saved.delete(uri);
  }

  #workflowsIn(uri: string): Promise<readonly MockedWorkflow[]> | readonly MockedWorkflow[] {
    const open = this.#session.versionOf(uri);
    if (open) return open.definitions.map(({ declared, machine }) => ({ name: nameOf(uri, declared.title), machine }));
    const known = this.#saved.get(uri) ?? readWorkflows(uri);
    this.#saved.set(uri, known);
    return known;
  }
}

async function readWorkflows(uri: string): Promise<readonly MockedWorkflow[]> {
  const kind = kindOfFile(uri);
  const text = await readFile(fileURLToPath(uri), 'utf8').catch(() => undefined);
  if (!kind || text === undefined) return [];
  return readDocument(text, kind).map(({ title, root }) => ({
    name: nameOf(uri, title),
    machine: readStateMachine(root),
  }));
}

function nameOf(uri: string, title: string | undefined): string {
  return title ?? decodeURIComponent(workflowNameOf(uri));
}

/** URIs of the files whose names say that they are workflows or templates. */
async function workflowFilesIn(folder: string): Promise<readonly string[]> {
  if (!folder.startsWith('file:')) return [];
  const found: string[] = [];
  const waiting = [folder];
  for (let count = 0; count < mostFolders && found.length < mostWorkflows; count++) {
    const next = waiting.shift();
    if (next === undefined) break;
    const entries = await readdir(fileURLToPath(next), { withFileTypes: true }).catch(() => []);
    if (next !== folder && entries.some(({ name }) => name === mockFileName)) continue;
    for (const entry of entries) {
      const uri = `${next}/${encodeURIComponent(entry.name)}`;
      if (entry.isFile() && mayHold(entry.name)) found.push(uri);
      else if (entry.isDirectory() && !/^\.|^node_modules$/.test(entry.name)) waiting.push(uri);
    }
  }
  return found;
}

function mayHold(name: string): boolean {
  return kindOfFile(name)?.role === 'definition' || /^(template|.*\.template)\.(ya?ml|json)$/i.test(name);
}
