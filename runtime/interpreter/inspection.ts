import type { Json } from '../../language/json.ts';
import type { MapState, State } from '../../language/model/stateMachine.ts';
import type { Fault } from './fault.ts';
import { jsonText } from './history.ts';
import type { Decision, Observer, Stage } from './observe.ts';
import type { Run } from './run.ts';

/** What a test has seen of its state. */
export interface Inspection {
  readonly observer: Observer;
  readonly values: Map<Stage, Json>;
  fault: Fault | undefined;
  /** The stage that the state failed in. */
  failedIn: Stage | undefined;
  decision: Decision | undefined;
  retriable(): boolean;
  /** Which stage is being worked on. */
  stageNow: () => Stage | undefined;
}

export function newInspection(): Inspection {
  const values = new Map<Stage, Json>();
  const inspection: Inspection = {
    values,
    fault: undefined,
    failedIn: undefined,
    decision: undefined,
    stageNow: () => undefined,
    retriable: () => inspection.decision?.kind === 'retrier',
    observer: {
      value: (_place, stage, value) => {
        // What a catcher's stages come to is the output, not the state's own data flow.
        if (inspection.fault === undefined) values.set(stage, value);
      },
      decided: (_place, decision) => {
        if (decision.kind !== 'rule' && decision.kind !== 'default') inspection.decision = decision;
      },
      failed: (_place, fault) => {
        inspection.fault = fault;
        inspection.failedIn = inspection.stageNow();
      },
    },
  };
  return inspection;
}

/** The stages in the order of the data flow; a stage that a state does not have leaves the value as it is. */
const flow: readonly Stage[] = [
  'input',
  'afterInputPath',
  'afterParameters',
  'afterArguments',
  'afterItemsPath',
  'itemReader',
  'afterItemSelector',
  'maxConcurrency',
  'toleratedFailureCount',
  'toleratedFailurePercentage',
  'result',
  'afterResultSelector',
  'afterResultPath',
  'output',
  'exit',
];

/** AWS's inspectionData: which stages it shows depends on the type of the state and its query language. */
export function inspected(
  inspection: Inspection,
  run: Run,
  state: State,
  left: boolean,
  variables: ReadonlyMap<string, Json>,
): Readonly<Record<string, unknown>> {
  const shown = new Set(shownStages(state));
  const data: Record<string, unknown> = {};
  let value = inspection.values.get('input');
  for (const stage of flow.slice(0, reached(inspection))) {
    const seen = inspection.values.get(stage);
    if (typeof seen === 'number' && isSetting(stage)) {
      data[stage] = seen;
      continue;
    }
    if (stage === 'maxConcurrency' && state.type === 'Map') data[stage] = 0;
    if (isSetting(stage)) continue;
    if (seen !== undefined) value = seen;
    if (shown.has(stage) && value !== undefined) data[stage] = jsonText(run, value);
  }
  const details = errorDetails(inspection, left);
  return {
    ...data,
    ...(variables.size === 0 ? {} : { variables: JSON.stringify(Object.fromEntries(variables)) }),
    ...(details === undefined ? {} : { errorDetails: details }),
  };
}

/** How many of the stages were passed before the state failed. What is not in the data flow comes before the result. */
function reached({ fault, failedIn }: Inspection): number {
  if (fault === undefined || failedIn === undefined) return flow.length;
  const at = flow.indexOf(failedIn);
  return at < 0 ? flow.indexOf('result') : at;
}

function isSetting(stage: Stage): boolean {
  return stage === 'maxConcurrency' || stage === 'toleratedFailureCount' || stage === 'toleratedFailurePercentage';
}

function shownStages(state: State): readonly Stage[] {
  if (state.queryLanguage === 'JSONata') {
    if (state.type === 'Map') return ['input', ...itemStages(state)];
    return state.type === 'Task' ? ['input', 'afterArguments', 'result'] : ['input'];
  }
  switch (state.type) {
    case 'Pass':
      return state.result === undefined
        ? ['input', 'afterInputPath', 'afterParameters', 'afterResultSelector', 'afterResultPath']
        : ['input', 'result', 'afterResultSelector', 'afterResultPath'];
    case 'Task':
      return ['input', 'afterInputPath', 'afterParameters', 'result', 'afterResultSelector', 'afterResultPath'];
    case 'Parallel':
      return ['input', 'afterResultSelector', 'afterResultPath'];
    case 'Map':
      return [
        'input',
        'afterInputPath',
        // What an ItemReader reads makes ItemsPath void.
        ...(state.itemReader === undefined ? (['afterItemsPath'] as const) : []),
        ...itemStages(state),
        'afterResultSelector',
        'afterResultPath',
      ];
    case 'Choice':
    case 'Wait':
    case 'Succeed':
    case 'Fail':
      return ['input', 'afterInputPath'];
    case 'Broken':
      return ['input'];
    default:
      return state satisfies never;
  }
}

function itemStages({ itemSelector }: MapState): readonly Stage[] {
  return itemSelector === undefined ? [] : ['afterItemSelector'];
}

function errorDetails({ decision }: Inspection, left: boolean): Readonly<Record<string, number>> | undefined {
  switch (decision?.kind) {
    case 'retrier':
      // AWS's model has whole seconds.
      return { retryIndex: decision.index, retryBackoffIntervalSeconds: Math.floor(decision.delaySeconds) };
    case 'retrierUsedUp':
      return left ? undefined : { retryIndex: decision.index };
    case 'catcher':
      return { catchIndex: decision.index };
    default:
      return undefined;
  }
}
