import { type GraphEditAnswer, refused, type StateDetails } from '../../language/graph/graphEdit.ts';
import { actionView, nameFor, newAnswers } from '../../language/integrations/actionView.ts';
import { taskState } from '../../language/integrations/snippet.ts';
import { changeGraph } from '../../language/refactor/graph/graphChange.ts';
import { detailsOf } from '../../language/refactor/graph/graphFields.ts';
import { stateWithId } from '../../language/refactor/graph/graphPlaces.ts';
import type { TaskStarter } from '../../language/refactor/graph/graphStarters.ts';
import type { DocumentVersion } from '../documents.ts';
import type { Integrations, KnownIntegrations } from '../integrations.ts';
import type { CustomRequests } from '../protocol.ts';
import type { Session } from '../session.ts';

type EditAsked = CustomRequests['stepwise/graphEdit']['ask'];

/** A change on the picture as edits of the version that the picture shows; any other version is refused. */
export async function editGraph(
  session: Session,
  integrations: Integrations,
  asked: EditAsked,
): Promise<GraphEditAnswer> {
  const { edit } = asked;
  const resource = edit.kind === 'add' ? edit.starter.resource : undefined;
  if (resource !== undefined) await integrations.load(resource);
  const answer = session.inDocument(asked.uri, (document) => editOf(document, asked, integrations));
  return answer ?? refused('The text is not open any more.');
}

function editOf(
  document: DocumentVersion,
  { machine: title, version, edit }: EditAsked,
  integrations: KnownIntegrations,
): GraphEditAnswer {
  if (document.version !== version) {
    return refused('The text has changed since this picture was drawn. Nothing was written: please try again.');
  }
  const definition = document.definitionCalled(title);
  if (!definition) return refused('The workflow is not there any more.');
  const { root, machine } = definition;
  const world = {
    read(text: string) {
      const after = document.withText(text).definitionCalled(title);
      return after && { machine: after.machine, problems: after.declared.problems };
    },
    taskStarter: starterFrom(integrations),
  };
  return changeGraph({ text: document.text, root, machine }, edit, world);
}

/** What there is to edit of a state; undefined when it is not there. */
export function stateDetailsOf(
  document: DocumentVersion,
  { machine: title, state }: CustomRequests['stepwise/stateDetails']['ask'],
  { findings }: Session['settings'],
): StateDetails | undefined {
  const definition = document.definitionCalled(title);
  const found = definition && stateWithId(definition.machine, state);
  return found && detailsOf(found, definition.findings(findings));
}

function starterFrom(integrations: KnownIntegrations): TaskStarter {
  return (resource, language) => {
    const action = integrations.actionOf(resource);
    if (!action) return undefined;
    const view = actionView(action, language);
    const name = nameFor(view);
    return { name, body: taskState(newAnswers(view, name), language, action) };
  };
}
