import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { State } from '../../language/model/stateMachine.ts';
import { kindOfFile } from '../../language/readDocument.ts';
import { calledBy, definitionFileOf, startedName, templatesFor } from '../calledCode.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import type { CustomRequests, WorkflowPlace } from '../protocol.ts';
import type { Session } from '../session.ts';
import { pathOf } from '../templates.ts';
import { filesIn } from '../workspaceFiles.ts';

/**
 * The definition of the state machine that a Task starts: as a template declares it, else the file of the workspace
 * that has the machine's name. Null where there is none.
 */
export async function startedWorkflow(
  session: Session,
  document: DocumentVersion,
  asked: CustomRequests['stepwise/startedWorkflow']['ask'],
): Promise<WorkflowPlace | null> {
  const definition = document.definitionCalled(asked.machine);
  const state = definition?.machine.states.find(({ location }) => location === asked.state);
  if (!definition || !state) return null;
  return declared(session, document, definition, state) ?? (await named(session, startedName(state, definition)));
}

function declared(
  session: Session,
  document: DocumentVersion,
  definition: Definition,
  state: State,
): WorkflowPlace | undefined {
  const called = calledBy(state, definition, templatesFor(session, document, definition));
  const found = called.find(({ resource }) => resource.kind === 'stateMachine');
  if (!found) return undefined;
  const { resource, template } = found;
  const file = definitionFileOf(resource, template.uri);
  return file === undefined ? { uri: template.uri, machine: resource.logicalId } : { uri: file };
}

async function named(session: Session, name: string | undefined): Promise<WorkflowPlace | null> {
  if (name === undefined) return null;
  const folders = session.folders.flatMap((uri) => pathOf(uri) ?? []);
  for await (const path of filesIn(folders)) {
    const isCalledSo = basename(path).replace(/(\.asl)?\.\w+$/, '') === name;
    if (isCalledSo && kindOfFile(path)?.role === 'definition') return { uri: pathToFileURL(path).href };
  }
  return null;
}
