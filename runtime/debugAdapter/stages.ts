import type { Catcher, State } from '../../language/model/stateMachine.ts';
import type { TextRange } from '../../language/text.ts';
import type { StepKind } from '../interpreter/gate.ts';
import type { Stage } from '../interpreter/observe.ts';

/** Before which step of a state a breakpoint on a field stops. */
export type FieldMoment = { readonly kind: 'stage'; readonly stage: Stage } | { readonly kind: 'catcher' | 'retry' };

const stageOfField: Readonly<Record<string, Stage>> = {
  InputPath: 'afterInputPath',
  Parameters: 'afterParameters',
  Arguments: 'afterArguments',
  ItemsPath: 'afterItemsPath',
  Items: 'afterItemsPath',
  ItemReader: 'itemReader',
  ItemSelector: 'afterItemSelector',
  ItemBatcher: 'afterItemBatcher',
  ResultWriter: 'resultWriter',
  MaxConcurrency: 'maxConcurrency',
  MaxConcurrencyPath: 'maxConcurrency',
  ToleratedFailureCount: 'toleratedFailureCount',
  ToleratedFailureCountPath: 'toleratedFailureCount',
  ToleratedFailurePercentage: 'toleratedFailurePercentage',
  ToleratedFailurePercentagePath: 'toleratedFailurePercentage',
  TimeoutSeconds: 'timeoutSeconds',
  TimeoutSecondsPath: 'timeoutSeconds',
  HeartbeatSeconds: 'heartbeatSeconds',
  HeartbeatSecondsPath: 'heartbeatSeconds',
  Credentials: 'credentials',
  Resource: 'work',
  Branches: 'work',
  Choices: 'choice',
  Seconds: 'wait',
  SecondsPath: 'wait',
  Timestamp: 'wait',
  TimestampPath: 'wait',
  Error: 'error',
  ErrorPath: 'error',
  Cause: 'cause',
  CausePath: 'cause',
  Result: 'result',
  ResultSelector: 'afterResultSelector',
  Assign: 'variables',
  ResultPath: 'afterResultPath',
  OutputPath: 'output',
  Output: 'output',
  Next: 'exit',
  End: 'exit',
  Default: 'exit',
};

/** The moment that a field of a state stands for; undefined for a field that has none of its own. */
export function momentOfField(state: State, field: string): FieldMoment | undefined {
  if (field === 'Retry' || field === 'Catch') return { kind: field === 'Retry' ? 'retry' : 'catcher' };
  // Parameters of a Map is the old name of ItemSelector.
  const stage = state.type === 'Map' && field === 'Parameters' ? 'afterItemSelector' : stageOfField[field];
  return stage === undefined || !Object.hasOwn(stageOfField, field) ? undefined : { kind: 'stage', stage };
}

/** What a strand is about to do. */
export interface Standing {
  readonly stage: Stage | undefined;
  readonly kind: StepKind | undefined;
  readonly catcher: Catcher | undefined;
  /** It does nothing until time has come, or until somebody else is ready. */
  readonly waits: boolean;
}

/** Where a strand that is about to take this step stands in the text. */
export function rangeOfStage(state: State, { stage, kind, catcher, waits }: Standing): TextRange {
  if (catcher !== undefined) return catcher.range;
  const field = fieldOfStage(state, waits ? waitingAt[state.type] : stage);
  if (field === undefined || kind === 'attempt' || kind === 'entry') return state.nameRange;
  return field.member.range;
}

function fieldOfStage(state: State, stage: Stage | undefined) {
  for (const field of state.fields.list) {
    const moment = momentOfField(state, field.name);
    if (moment?.kind === 'stage' && moment.stage === stage) return field;
  }
  return undefined;
}

const stageWords: Partial<Record<Stage, string>> = {
  work: 'before its work',
  choice: 'before its rules',
  wait: 'before it waits',
  result: 'with its result',
  exit: 'before it is left',
};

/** For a step that is taken whether or not the state has the field. */
const wordsWithoutField: Partial<Record<Stage, string>> = { afterItemSelector: 'before its iterations' };

/** The stage whose field a state stands at while it waits. */
const waitingAt: Partial<Record<State['type'], Stage>> = { Wait: 'wait', Task: 'work' };

const waitingWords: Partial<Record<State['type'], string>> = {
  Wait: 'waiting',
  Task: 'waiting for its answer',
  Parallel: 'in its branches',
  Map: 'in its iterations',
};

/** What comes next, in words for a stack frame. */
export function stageInWords(state: State, { stage, kind, catcher, waits }: Standing): string | undefined {
  if (waits) return waitingWords[state.type];
  if (kind === 'entry' || kind === 'attempt' || stage === undefined) return undefined;
  if (kind === 'fault') return 'with an error';
  if (catcher !== undefined) return 'in its catcher';
  const field = fieldOfStage(state, stage);
  // What a Pass gives is written in it; others have worked for it.
  const words = field?.name === 'Result' ? undefined : stageWords[stage];
  if (words === undefined && field === undefined && kind === 'stage') return wordsWithoutField[stage];
  return words ?? (field && `before ${field.name}`);
}
