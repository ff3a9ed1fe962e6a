import { buildGraph } from '../../language/graph/buildGraph.ts';
import type { DocumentVersion } from '../documents.ts';
import type { GraphAnswer } from '../protocol.ts';

/** The picture of a document's first state machine. */
export function graphOf({ definitions, version }: DocumentVersion): GraphAnswer {
  const [definition] = definitions;
  if (definition?.root?.kind !== 'object') return { version, graph: undefined, states: [] };
  const { machine } = definition;
  return {
    version,
    graph: buildGraph(machine),
    states: machine.states.map(({ location, range }) => ({ id: location, range })),
  };
}
