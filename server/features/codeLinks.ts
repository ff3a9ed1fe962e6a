import type { DocumentLink, Location } from 'vscode-languageserver/node';
import { mayBeTemplate } from '../../language/syntax/embedded.ts';
import { resourcesIn } from '../../language/templateResources.ts';
import { LineIndex } from '../../language/text.ts';
import { type Called, calledBy, definitionFileOf, handlerOf, templatesFor } from '../calledCode.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import type { Session } from '../session.ts';
import { toRange } from '../toLsp.ts';

const mostLinks = 200;

/** From what a document's states call to its source in the workspace, or to the template that declares it. */
export async function linksIn(session: Session, document: DocumentVersion): Promise<DocumentLink[]> {
  const called = document.definitions.flatMap((definition) => {
    const templates = templatesFor(session, document, definition);
    return templates.length === 0
      ? []
      : definition.machine.states.flatMap((state) => calledBy(state, definition, templates));
  });
  const links = called.slice(0, mostLinks).map(async (each): Promise<DocumentLink> => {
    const { uri, range } = await sourceOf(each);
    const { line, character } = range.start;
    const target = line === 0 && character === 0 ? uri : `${uri}#L${line + 1},${character + 1}`;
    return { range: toRange(document, each.node.range), target, tooltip: `Open ${each.resource.logicalId}` };
  });
  return [...(await Promise.all(links)), ...definitionLinks(document)];
}

/** In a template: to the files of definitions. */
function definitionLinks(document: DocumentVersion): DocumentLink[] {
  if (!mayBeTemplate(document.text)) return [];
  return resourcesIn(document.text, document.format).flatMap((resource) => {
    const target = definitionFileOf(resource, document.uri);
    if (target === undefined || !resource.source) return [];
    return [{ range: toRange(document, resource.source.range), target, tooltip: 'Open the workflow' }];
  });
}

/** The code of the function that the Task at an offset calls, or what else it calls. */
export async function typeDefinitionAt(
  session: Session,
  document: DocumentVersion,
  definition: Definition,
  offset: number,
): Promise<Location[]> {
  const state = definition.machine.states.findLast(({ range }) => range.start <= offset && offset <= range.end);
  if (state?.type !== 'Task') return [];
  return Promise.all(calledBy(state, definition, templatesFor(session, document, definition)).map(sourceOf));
}

/** The code or the definition, else where the template declares it. */
async function sourceOf(called: Called): Promise<Location> {
  const code = await handlerOf(called);
  if (code) return { uri: code.uri, range: at(code.text, code.offset) };
  const file = definitionFileOf(called.resource, called.template.uri);
  if (file !== undefined) return { uri: file, range: at('', 0) };
  return { uri: called.template.uri, range: at(called.template.text, called.resource.range.start) };
}

function at(text: string, offset: number) {
  const start = new LineIndex(text).positionAt(offset);
  return { start, end: start };
}
