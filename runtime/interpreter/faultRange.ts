import type { State } from '../../language/model/stateMachine.ts';
import { memberOf, type SyntaxNode } from '../../language/syntax/syntaxTree.ts';
import type { TextRange } from '../../language/text.ts';
import type { Fault } from './fault.ts';
import type { Stage } from './observe.ts';

/** Where in the definition an error comes from: the expression, else the field of the stage, else the state's name. */
export function rangeOfFault(state: State, fault: Fault, stage: Stage | undefined): TextRange {
  const named = fault.location === undefined ? undefined : nodeAt(state.node, fault.location);
  return fault.range ?? named?.range ?? fieldOf(state, stage) ?? state.nameRange;
}

/** The node that AWS's name for a place means: `Choices[0]/Output/a`. */
function nodeAt(node: SyntaxNode | undefined, location: string): SyntaxNode | undefined {
  let at = node;
  for (const [, name, index] of location.matchAll(/([^/[\]]+)|\[(\d+)\]/g)) {
    if (name !== undefined) at = memberOf(at, name)?.value;
    else at = at?.kind === 'array' ? at.items[Number(index)] : undefined;
  }
  return at;
}

/** The fields that a stage may come from, the likelier first. */
const fields: Partial<Record<Stage, readonly string[]>> = {
  afterInputPath: ['InputPath'],
  afterParameters: ['Parameters'],
  afterArguments: ['Arguments'],
  afterItemsPath: ['ItemsPath', 'Items'],
  afterItemSelector: ['ItemSelector', 'Parameters'],
  afterItemBatcher: ['ItemBatcher'],
  maxConcurrency: ['MaxConcurrency', 'MaxConcurrencyPath'],
  toleratedFailureCount: ['ToleratedFailureCount', 'ToleratedFailureCountPath'],
  toleratedFailurePercentage: ['ToleratedFailurePercentage', 'ToleratedFailurePercentagePath'],
  timeoutSeconds: ['TimeoutSeconds', 'TimeoutSecondsPath'],
  heartbeatSeconds: ['HeartbeatSeconds', 'HeartbeatSecondsPath'],
  credentials: ['Credentials'],
  work: ['Resource'],
  choice: ['Choices'],
  wait: ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'],
  error: ['Error', 'ErrorPath'],
  cause: ['Cause', 'CausePath'],
  itemReader: ['ItemReader'],
  resultWriter: ['ResultWriter'],
  afterResultSelector: ['ResultSelector'],
  variables: ['Assign'],
  afterResultPath: ['ResultPath'],
  output: ['OutputPath', 'Output'],
};

function fieldOf(state: State, stage: Stage | undefined): TextRange | undefined {
  if (stage === undefined) return undefined;
  const name = fields[stage]?.find((field) => state.fields.has(field));
  return name === undefined ? undefined : state.fields.get(name)?.member.range;
}
