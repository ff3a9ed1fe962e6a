import { buildGraph } from '../../language/graph/buildGraph.ts';
import type { DocumentVersion } from '../documents.ts';
import type { GraphAnswer } from '../protocol.ts';

/** The picture of a document's state machine of this title, or of its first one. */
export function graphOf({ definitions, version }: DocumentVersion, title: string | undefined): GraphAnswer {
  const drawn = definitions.filter(({ root }) => root?.kind === 'object');
  const machines = drawn.flatMap(({ root, declared }) =>
    root && declared.title !== undefined ? { title: declared.title, range: root.range } : [],
  );
  const definition = drawn.find(({ declared }) => declared.title === title) ?? drawn[0];
  if (!definition) return { version, graph: undefined, machines, type: null, states: [] };
  const { machine, type = null, declared } = definition;
  return {
    version,
    graph: buildGraph(machine),
    ...(declared.title !== undefined && { machine: declared.title }),
    machines,
    type,
    states: machine.states.map(({ location, range }) => ({ id: location, range })),
  };
}
