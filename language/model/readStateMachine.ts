import type { ObjectNode, SyntaxNode } from '../syntax/syntaxTree.ts';
import { nodeOf, numberOf, objectOf } from './readFields.ts';
import { type Reading, readScope } from './readState.ts';
import type { QueryLanguage, State, StateMachine } from './stateMachine.ts';

/**
 * The state machine that a tree describes. Never fails: what cannot be read is a `Broken` value in its place,
 * and a tree that is no object is a state machine without states. `known` may have states that were read of the same
 * nodes before: they need not be read again.
 */
export function readStateMachine(
  root: SyntaxNode | undefined,
  known: (node: ObjectNode) => State | undefined = () => undefined,
): StateMachine {
  const node = objectOf(root) ?? emptyObject(root);
  const reading: Reading = { queryLanguage: machineLanguage(nodeOf(node, 'QueryLanguage')), known, states: [] };
  const top = readScope(node, '', undefined, reading);
  return {
    queryLanguage: reading.queryLanguage,
    timeoutSeconds: numberOf(node, 'TimeoutSeconds'),
    top,
    states: reading.states,
  };
}

/** Anything but `JSONPath` counts as JSONata, as it does for AWS; a placeholder leaves the default. */
function machineLanguage(value: SyntaxNode | undefined): QueryLanguage {
  if (value === undefined || value.kind === 'hole') return 'JSONPath';
  if (value.kind === 'string' && (value.value === 'JSONPath' || value.value.includes('${'))) return 'JSONPath';
  return 'JSONata';
}

function emptyObject(root: SyntaxNode | undefined): ObjectNode {
  return { kind: 'object', members: [], range: root?.range ?? { start: 0, end: 0 } };
}
