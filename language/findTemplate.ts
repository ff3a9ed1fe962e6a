import { kindOfFile, readDocument } from './readDocument.ts';
import type { DocumentDefinition } from './syntax/documentDefinition.ts';
import { mayBeTemplate } from './syntax/embedded.ts';

/** A file that may be a template. `path` may be a path or a URI, as long as all are the same. */
export interface TemplateFile {
  readonly path: string;
  readonly text: string;
}

/** Where a template declares the state machine whose definition is a file of its own. */
export interface Declaration {
  readonly template: string;
  readonly definition: DocumentDefinition;
}

/** The first state machine, over the templates in their order, whose definition is the file at `path`. */
export function findDeclaration(path: string, templates: Iterable<TemplateFile>): Declaration | undefined {
  const wanted = segmentsOf(path).join('/');
  for (const template of templates) {
    const kind = mayBeTemplate(template.text) ? kindOfFile(template.path) : undefined;
    if (kind?.role !== 'template') continue;
    const definition = readDocument(template.text, kind).find(
      ({ definitionUri }) => definitionUri && resolve(template.path, definitionUri.value) === wanted,
    );
    if (definition) return { template: template.path, definition };
  }
  return undefined;
}

/** The path of a file that the file at `from` names. */
function resolve(from: string, path: string): string {
  const isAbsolute = path.startsWith('/') || /^[\w-]+:/.test(path);
  const base = isAbsolute ? [] : segmentsOf(from).slice(0, -1);
  return segmentsOf([...base, path].join('/')).join('/');
}

/** The names along a path, `.` and `..` followed, whatever the slashes. */
function segmentsOf(path: string): readonly string[] {
  const segments: string[] = [];
  for (const segment of path.split(/[\\/]/)) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments;
}
