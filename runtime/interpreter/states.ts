import type {
  DataFlow,
  FailState,
  Leaving,
  MapState,
  ParallelState,
  PassState,
  State,
  StateMachine,
  SucceedState,
} from '../../language/model/stateMachine.ts';
import { catcherPlans } from './catch.ts';
import { choiceSteps } from './choice.ts';
import {
  assignStep,
  effectiveInput,
  inputPathStep,
  outputPathStep,
  type Pick,
  rawInput,
  rawResult,
  resultPathStep,
  templateStep,
} from './dataFlow.ts';
import { destinationOf } from './destination.ts';
import type { HistoryEventType } from './events.ts';
import { exitStep, type Way } from './exit.ts';
import { fail } from './fail.ts';
import { failSteps } from './failState.ts';
import { runtimeFault } from './fault.ts';
import { mapSteps } from './map.ts';
import { parallelSteps } from './parallel.ts';
import type { Plan, Step } from './run.ts';
import { keepValue, valueStep } from './steps.ts';
import { taskSteps, tokenSteps } from './task.ts';
import { waitSteps } from './wait.ts';

const plansByMachine = new WeakMap<StateMachine, Map<State, Plan>>();

/** The plans of a machine's states that were made so far; all its executions share them. */
export function plansOf(machine: StateMachine): Map<State, Plan> {
  const known = plansByMachine.get(machine);
  if (known !== undefined) return known;
  const plans = new Map<State, Plan>();
  plansByMachine.set(machine, plans);
  return plans;
}

/** The steps from a state's Entered event to its Exited event, and those of its catchers. */
export function planOf(state: State): Plan {
  return planFrom(state, stepsOf(state));
}

function planFrom(state: State, steps: readonly Step[]): Plan {
  const { type } = state;
  return {
    state,
    entered: type === 'Broken' ? undefined : `${type}StateEntered`,
    exited: `${type}StateExited` as HistoryEventType,
    steps,
    catchers: catcherPlans(state),
  };
}

/** The plan of a state whose own work is done by `work`, for a test that mocks it. */
export function planWith(state: MapState | ParallelState, work: readonly Step[]): Plan {
  const steps = [...beginning(state), ...work, ...ending(state, rawResult)];
  return planFrom(state, steps);
}

function stepsOf(state: State): readonly Step[] {
  switch (state.type) {
    case 'Pass':
      return [...passSteps(state), ...ending(state, rawResult)];
    case 'Task':
      return [...tokenSteps(state), ...beginning(state), ...taskSteps(state), ...ending(state, rawResult)];
    case 'Parallel':
      return [...beginning(state), ...parallelSteps(state), ...ending(state, rawResult)];
    case 'Map':
      return [...beginning(state), ...mapSteps(state), ...ending(state, rawResult)];
    case 'Wait':
      return [...beginning(state), ...waitSteps(state), ...ending(state, effectiveInput)];
    case 'Choice':
      return [...beginning(state), ...choiceSteps(state)];
    case 'Succeed':
      return [...beginning(state), ...succeedEnding(state)];
    case 'Fail':
      return failSteps(state);
    case 'Broken':
      return [{ stage: 'input', take: (run, fibre, visit) => fail(run, fibre, visit, runtimeFault(state.reason)) }];
    default:
      return state satisfies never;
  }
}

/** What comes before a state's own work: InputPath, then Parameters or Arguments. */
function beginning(state: Exclude<State, FailState> & DataFlow): Step[] {
  const steps: Step[] = [];
  if (state.inputPath) steps.push(inputPathStep(state.inputPath));
  if (state.parameters && state.queryLanguage === 'JSONPath')
    steps.push(templateStep('afterParameters', state.parameters, effectiveInput));
  else if (state.parameters) steps.push(templateStep('afterArguments', state.parameters, rawInput));
  return steps;
}

/** What comes after it: ResultSelector, Assign, ResultPath, OutputPath or Output, and the way out. */
function ending(state: State & DataFlow & Leaving, assignInput: Pick): Step[] {
  const steps: Step[] = [];
  const jsonata = state.queryLanguage === 'JSONata';
  if (state.resultSelector) steps.push(templateStep('afterResultSelector', state.resultSelector, rawResult));
  if (state.assign) steps.push(assignStep(() => state.assign, jsonata ? rawInput : assignInput));
  if (state.resultPath) steps.push(resultPathStep(state.resultPath));
  if (state.outputPath) steps.push(outputPathStep(state.outputPath));
  if (state.output) steps.push(templateStep('output', state.output, rawInput));
  const way: Way = state.end ? 'end' : state.next && destinationOf(state.scope, state.next);
  steps.push(exitStep(() => way));
  return steps;
}

/** A Result replaces InputPath and Parameters. */
function passSteps(state: PassState): Step[] {
  const { result } = state;
  return result ? [valueStep('result', () => result.value, keepValue)] : beginning(state);
}

function succeedEnding(state: SucceedState): Step[] {
  const steps: Step[] = [];
  if (state.outputPath) steps.push(outputPathStep(state.outputPath));
  if (state.output) steps.push(templateStep('output', state.output, rawInput));
  steps.push(exitStep(() => 'end'));
  return steps;
}
