import { fileURLToPath, pathToFileURL } from 'node:url';
import { findDeclaration, type TemplateFile } from '../language/findTemplate.ts';
import { kindOfFile } from '../language/readDocument.ts';
import { mayBeTemplate } from '../language/syntax/embedded.ts';
import type { DeclaredElsewhere } from './documents.ts';
import { filesIn, isLeftOut, readText } from './workspaceFiles.ts';

/** Files that may be templates, workflows, their inputs or mocks, for the client's watcher. */
export const templateFiles = '**/*.{yaml,yml,json,template,asl}';

/** A template that declares the state machine of a definition file. */
export interface DeclaringTemplate {
  readonly uri: string;
  readonly text: string;
  /** The state machine's name in it. */
  readonly title: string;
}

/** The templates in the folders of the workspace, as they are saved: they tell about definitions in files of their own. */
export class Templates {
  readonly #files = new Map<string, TemplateFile>();
  readonly #known = new Map<string, DeclaredElsewhere>();

  get count(): number {
    return this.#files.size;
  }

  /** As they are saved. */
  get all(): readonly TemplateFile[] {
    return [...this.#files.values()];
  }

  /** Looks through folders, given as URIs. What cannot be read is passed over. */
  async load(folders: readonly string[]): Promise<void> {
    for await (const path of filesIn(folders.flatMap((uri) => pathOf(uri) ?? []))) await this.#read(path);
  }

  /** A file was made, saved or deleted; true when a template is concerned. */
  async changed(uri: string): Promise<boolean> {
    const path = pathOf(uri);
    if (path === undefined || path.split(/[\\/]/).some(isLeftOut)) return false;
    const wasTemplate = this.#files.delete(slashed(path));
    return (await this.#read(path)) || wasTemplate;
  }

  /** What the first template that names the file says about it. */
  declares(uri: string): DeclaredElsewhere {
    const path = this.#files.size > 0 ? pathOf(uri) : undefined;
    if (path === undefined) return {};
    const known = this.#known.get(path);
    if (known) return known;
    const { type, substitutions } = findDeclaration(path, this.#files.values())?.definition ?? {};
    const declared = { type, substitutions };
    this.#known.set(path, declared);
    return declared;
  }

  /** The first template that names the file, as it is saved, and what it calls the state machine. */
  declaring(uri: string): DeclaringTemplate | undefined {
    const path = pathOf(uri);
    const found = path === undefined ? undefined : findDeclaration(path, this.#files.values());
    const text = found && this.#files.get(slashed(found.template))?.text;
    const title = found?.definition.title;
    if (found === undefined || text === undefined || title === undefined) return undefined;
    return { uri: pathToFileURL(found.template).href, text, title };
  }

  async #read(path: string): Promise<boolean> {
    this.#known.clear();
    if (kindOfFile(path)?.role !== 'template' || path.endsWith('.tf')) return false;
    const text = (await readText(path)) ?? '';
    if (!mayBeTemplate(text)) return false;
    this.#files.set(slashed(path), { path, text });
    return true;
  }
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}

/** The path of a URI; undefined for what is no file of this machine. */
export function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
