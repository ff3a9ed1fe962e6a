import { evaluateCondition } from '../../language/expressions/choiceRules.ts';
import { evaluateTemplate } from '../../language/expressions/evaluateTemplate.ts';
import type { Failure } from '../../language/expressions/evaluation.ts';
import type { ChoiceRule, ChoiceState } from '../../language/model/stateMachine.ts';
import { assignStep, effectiveInput, outputPathStep, rawInput } from './dataFlow.ts';
import { destinationOf } from './destination.ts';
import { awaited, type Evaluated, type Evaluator, outcomeValue, Surroundings } from './evaluate.ts';
import { exitStep, type Way } from './exit.ts';
import { fail } from './fail.ts';
import { Fault } from './fault.ts';
import { placeOf } from './observe.ts';
import type { Fibre, Progress, Run, Step, Visit } from './run.ts';
import { keepValue, valueStep } from './steps.ts';

/** The rules in order, then Assign and Output of the rule that was taken, or of the state when none was. */
export function choiceSteps(state: ChoiceState): Step[] {
  const rule = (visit: Visit): ChoiceRule | undefined => state.choices[visit.rule];
  const taken = (visit: Visit) => rule(visit) ?? state;
  const tests = state.choices.map(testOf);
  const steps: Step[] = [{ stage: 'choice', take: (run, fibre, visit) => choose(tests, run, fibre, visit) }];
  if (state.assign || state.choices.some(({ assign }) => assign))
    steps.push(assignStep((visit) => taken(visit).assign, effectiveInput));
  if (state.outputPath) steps.push(outputPathStep(state.outputPath));
  if (state.output || state.choices.some(({ output }) => output))
    steps.push(valueStep('output', outputOf(taken), keepValue));
  steps.push(exitStep(waysOut(state)));
  return steps;
}

/** By the index of the rule that was taken; beyond the last one, Default. */
function waysOut({ choices, defaultNext, scope }: ChoiceState): (visit: Visit) => Way {
  const ways = [...choices.map(({ next }) => next), defaultNext].map((next) => next && destinationOf(scope, next));
  return (visit) => ways[visit.rule];
}

function outputOf(taken: (visit: Visit) => ChoiceRule | ChoiceState): Evaluator {
  return (run, fibre, visit): Evaluated => {
    const { output } = taken(visit);
    if (output === undefined) return visit.value;
    return outcomeValue(evaluateTemplate(output, new Surroundings(run, fibre, visit, rawInput(visit))));
  };
}

/** Tests rule after rule; `visit.rule` is the one under test, so that an asynchronous test can be waited for. */
function choose(tests: readonly Evaluator[], run: Run, fibre: Fibre, visit: Visit): Progress {
  for (;;) {
    const test = tests[visit.rule];
    if (test === undefined) break;
    const decided = awaited(run, fibre, visit, test);
    if (decided === undefined) return 'evaluating';
    if (decided instanceof Fault) return fail(run, fibre, visit, decided);
    if (decided === true) break;
    visit.rule++;
  }
  const index = visit.rule;
  run.observer?.decided?.(placeOf(fibre, visit), index < tests.length ? { kind: 'rule', index } : { kind: 'default' });
  visit.step++;
  return 'on';
}

function testOf({ condition }: ChoiceRule): Evaluator {
  return (run, fibre, visit) => {
    const found = evaluateCondition(condition, new Surroundings(run, fibre, visit, visit.effective));
    return found instanceof Promise ? found.then(asValue) : asValue(found);
  };
}

function asValue(answer: boolean | Failure): Evaluated {
  return typeof answer === 'boolean' ? answer : outcomeValue(answer);
}
