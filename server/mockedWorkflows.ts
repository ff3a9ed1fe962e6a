import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { MockedWorkflow } from '../language/mocks/mockedWorkflows.ts';
import { mockFileName, workflowNameOf } from '../language/mocks/mockPlaces.ts';
import { kindOfFile } from '../language/readDocument.ts';
import { type Definition, DocumentVersion } from './documents.ts';
import type { Session } from './session.ts';

/** More than these are not looked through for one mock file. */
const mostFolders = 500;
const mostWorkflows = 200;

/** A workflow with its place. */
export interface LocatedWorkflow extends MockedWorkflow {
  readonly document: DocumentVersion;
  readonly definition: Definition;
}

/** The workflows that a mock file may speak of, in files and templates. What is open counts before what is saved. */
export class MockedWorkflows {
  readonly #session: Session;
  readonly #saved = new Map<string, Promise<readonly LocatedWorkflow[]>>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Those below the file's folder, but where another mock file is nearer; all of the workspace for that of the setting. */
  async around(uri: string): Promise<readonly LocatedWorkflow[]> {
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

  #workflowsIn(uri: string): Promise<readonly LocatedWorkflow[]> | readonly LocatedWorkflow[] {
    const open = this.#session.versionOf(uri);
    if (open) return workflowsIn(open);
    const known = this.#saved.get(uri) ?? readWorkflows(uri);
    this.#saved.set(uri, known);
    return known;
  }
}

async function readWorkflows(uri: string): Promise<readonly LocatedWorkflow[]> {
  const text = await readFile(fileURLToPath(uri), 'utf8').catch(() => undefined);
  return text === undefined ? [] : workflowsIn(new DocumentVersion(TextDocument.create(uri, '', 0, text), {}));
}

function workflowsIn(document: DocumentVersion): readonly LocatedWorkflow[] {
  return document.definitions.map((definition) => {
    const { declared, machine } = definition;
    const name = declared.title ?? decodeURIComponent(workflowNameOf(document.uri));
    return { name, machine, document, definition };
  });
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
