import type { Connection } from 'vscode-languageserver/node';
import type { GraphEditAnswer } from '../language/graph/graphEdit.ts';
import { graphOf } from './features/graph.ts';
import {
  type CustomRequests,
  graphEditRequest,
  graphRequest,
  startedWorkflowRequest,
  stateDetailsRequest,
} from './protocol.ts';
import type { Session } from './session.ts';

type Ask<Method extends keyof CustomRequests> = CustomRequests[Method]['ask'];

/** The picture of a workflow, and what can be changed on it. */
export function serveGraph(connection: Connection, session: Session): void {
  connection.onRequest(
    graphRequest,
    ({ uri, machine }: Ask<typeof graphRequest>) =>
      session.inDocument(uri, (document) => graphOf(document, machine)) ?? null,
  );
  // Not needed to show a picture: this loads when somebody first works on one.
  connection.onRequest<GraphEditAnswer, void>(graphEditRequest, async (asked: Ask<typeof graphEditRequest>) => {
    const { editGraph } = await import('./features/graphEdit.ts');
    return editGraph(session, session.integrations, asked);
  });
  connection.onRequest(stateDetailsRequest, async (asked: Ask<typeof stateDetailsRequest>) => {
    const { stateDetailsOf } = await import('./features/graphEdit.ts');
    return session.inDocument(asked.uri, (document) => stateDetailsOf(document, asked, session.settings)) ?? null;
  });
  connection.onRequest(startedWorkflowRequest, async (asked: Ask<typeof startedWorkflowRequest>) => {
    const { startedWorkflow } = await import('./features/startedWorkflow.ts');
    return (await session.inDocument(asked.uri, (document) => startedWorkflow(session, document, asked))) ?? null;
  });
}
