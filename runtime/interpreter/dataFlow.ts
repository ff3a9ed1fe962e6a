import { evaluatePath } from '../../language/expressions/evaluatePath.ts';
import { evaluateTemplate } from '../../language/expressions/evaluateTemplate.ts';
import { setAtPath } from '../../language/expressions/setAtPath.ts';
import type { Template } from '../../language/expressions/template.ts';
import type { Json } from '../../language/json.ts';
import type { Assignments, PathOrNull } from '../../language/model/stateMachine.ts';
import { invalidPath } from './dynamic.ts';
import { type Evaluated, nothingMore, outcomeValue, Surroundings } from './evaluate.ts';
import { Fault, runtimeFault } from './fault.ts';
import { exceeds } from './limits.ts';
import type { Stage } from './observe.ts';
import type { Fibre, Run, Step, Visit } from './run.ts';
import { keepValue, valueStep } from './steps.ts';

/** Which data `$` is in a template: picked from the visit when the step is taken. */
export type Pick = (visit: Visit) => Json;

export const rawInput: Pick = (visit) => visit.input;
export const effectiveInput: Pick = (visit) => visit.effective;
export const valueSoFar: Pick = (visit) => visit.value;
export const rawResult: Pick = (visit) => (visit.result === undefined ? visit.value : visit.result);

/** InputPath: what the state works on. `null` stands for an empty object. */
export function inputPathStep(path: PathOrNull | undefined): Step {
  return valueStep(
    'afterInputPath',
    (run, fibre, visit) => selected(path, run, fibre, visit, visit.input),
    (visit, value) => {
      visit.effective = value;
      visit.value = value;
      return undefined;
    },
  );
}

export function outputPathStep(path: PathOrNull | undefined): Step {
  return valueStep('output', (run, fibre, visit) => selected(path, run, fibre, visit, visit.value), keepValue);
}

/** What InputPath, OutputPath or ItemsPath selects from `data`. */
export function selected(path: PathOrNull | undefined, run: Run, fibre: Fibre, visit: Visit, data: Json): Json | Fault {
  if (path === undefined) return data;
  if (path.kind === 'null') return {};
  if (path.kind === 'broken') return runtimeFault(path.reason, path.range);
  const surroundings = new Surroundings(run, fibre, visit, data);
  const value = evaluatePath(path.path, surroundings);
  return value === undefined ? runtimeFault(invalidPath(path.path, surroundings), path.range) : value;
}

/** A template whose value replaces the value so far: Parameters, Arguments, ResultSelector, Output. */
export function templateStep(stage: Stage, template: Template, pick: Pick): Step {
  return valueStep(stage, (run, fibre, visit) => evaluated(template, run, fibre, visit, pick), keepValue);
}

/** A template's value; in a JSONata state `$states.result` is the raw result. */
export function evaluated(template: Template, run: Run, fibre: Fibre, visit: Visit, pick: Pick): Evaluated {
  const more = visit.result === undefined ? nothingMore : { result: visit.result };
  return outcomeValue(evaluateTemplate(template, new Surroundings(run, fibre, visit, pick(visit), more)));
}

/** ResultPath: the value so far goes into the raw input. */
export function resultPathStep(path: PathOrNull | undefined): Step {
  return valueStep('afterResultPath', (_run, _fibre, visit) => withResult(path, visit.input, visit.value), keepValue);
}

function withResult(path: PathOrNull | undefined, input: Json, result: Json): Json | Fault {
  if (path === undefined) return result;
  if (path.kind === 'null') return input;
  if (path.kind === 'broken') return runtimeFault(path.reason, path.range);
  const joined = setAtPath(path.path, input, result);
  if (joined !== undefined) return joined;
  const cause = `Unable to apply ReferencePath ${path.path.text} to input ${JSON.stringify(input)}`;
  return new Fault('state', 'States.ResultPathMatchFailure', cause, { range: path.range });
}

/** Assign: the new variables count from the next state on. `assignments` may depend on the rule that was taken. */
export function assignStep(assignments: (visit: Visit) => Assignments | undefined, pick: Pick): Step {
  return valueStep(
    'variables',
    (run, fibre, visit) => {
      const assign = assignments(visit);
      return assign === undefined ? {} : evaluated(assignTemplate(assign), run, fibre, visit, pick);
    },
    (visit, value, run) => {
      visit.assigned = new Map(Object.entries(value as object));
      return tooLarge(run, value, visit.plan.state.name);
    },
  );
}

const assignTemplates = new WeakMap<Assignments, Template>();

function assignTemplate(assign: Assignments): Template {
  const known = assignTemplates.get(assign);
  if (known !== undefined) return known;
  const members = assign.variables.map(({ name, value }) => ({ key: name.value, keyRange: name.range, value }));
  const template: Template = { kind: 'object', members, range: assign.range };
  assignTemplates.set(assign, template);
  return template;
}

/** States.DataLimitExceeded when a result, or what a task is to be given, is larger than a payload may be. */
export function tooLarge(run: Run, value: Json, source: string): Fault | undefined {
  if (!exceeds(value, run.limits.payloadBytes)) return undefined;
  const cause = `The state/task '${source}' returned a result with a size exceeding the maximum number of bytes service limit.`;
  return new Fault('work', 'States.DataLimitExceeded', cause);
}
