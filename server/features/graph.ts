import { buildGraph } from '../../language/graph/buildGraph.ts';
import type { DocumentVersion } from '../documents.ts';
import type { GraphAnswer } from '../protocol.ts';

/** The picture of a document's first state machine. */
export function graphOf({ definitions, version }: DocumentVersion): GraphAnswer {
  const [definition] = definitions;
  if (definition?.root?.kind !== 'object') return { version, graph: undefined, type: null, states: [] };
  const { machine, type = null } = definition;
  return {
    version,
    graph: buildGraph(machine),
    type,
    states: machine.states.map(({ location, range }) => ({ id: location, range })),
  };
}
