import type { ChoiceCondition } from '../expressions/choiceRules.ts';
import type { Template } from '../expressions/template.ts';
import type { Assignments, DataFlow, ErrorHandling, MapState, State } from '../model/stateMachine.ts';

type Part = { readonly kind: string } | { readonly value: unknown } | undefined;

/** Nesting beyond this is not looked into. */
const deepest = 50;

/** Whether some part of this state could not be read. States nested inside it do not count. */
export function hasBrokenPart(state: State): boolean {
  switch (state.type) {
    case 'Broken':
      return true;
    case 'Fail':
      return anyBroken([state.error, state.cause]);
    case 'Succeed':
      return brokenDataFlow(state);
    case 'Pass':
      return lacksWayOn(state) || brokenDataFlow(state);
    case 'Wait':
      return lacksWayOn(state) || anyBroken([waitPart(state.until)]) || brokenDataFlow(state);
    case 'Choice':
      return (
        state.choices.some(({ condition, next }) => !next || brokenCondition(condition, deepest)) ||
        brokenDataFlow(state)
      );
    case 'Task':
      return (
        anyBroken([state.resource, state.timeoutSeconds, state.heartbeatSeconds]) ||
        brokenTemplate(state.credentials, deepest) ||
        brokenWork(state)
      );
    case 'Parallel':
      return brokenWork(state);
    case 'Map':
      return brokenMap(state) || brokenWork(state);
  }
}

type Wait = Extract<State, { type: 'Wait' }>;
type Leaves = Extract<State, { next: unknown }>;

function waitPart(until: Wait['until']): Part {
  if (until.kind === 'seconds') return until.seconds;
  return until.kind === 'timestamp' ? until.timestamp : until;
}

function lacksWayOn({ next, end }: Leaves): boolean {
  return !next && !end;
}

function brokenWork(state: Leaves & DataFlow & ErrorHandling): boolean {
  return (
    lacksWayOn(state) ||
    brokenDataFlow(state) ||
    state.catch.some(({ next, resultPath }) => !next || isBroken(resultPath))
  );
}

function brokenMap(state: MapState): boolean {
  const { itemReader, itemBatcher, resultWriter } = state;
  const parts: readonly Part[] = [
    state.maxConcurrency,
    state.toleratedFailureCount,
    state.toleratedFailurePercentage,
    state.itemsPath,
    itemReader?.resource,
    itemReader?.maxItems,
    itemBatcher?.maxItemsPerBatch,
    itemBatcher?.maxInputBytesPerBatch,
    resultWriter?.resource,
  ];
  const templates = [
    state.items,
    state.itemSelector,
    itemReader?.parameters,
    itemBatcher?.batchInput,
    resultWriter?.parameters,
  ];
  return (
    'kind' in state.processor || anyBroken(parts) || templates.some((template) => brokenTemplate(template, deepest))
  );
}

function brokenDataFlow(state: DataFlow): boolean {
  return (
    anyBroken([state.inputPath, state.resultPath, state.outputPath]) ||
    [state.parameters, state.resultSelector, state.output].some((template) => brokenTemplate(template, deepest)) ||
    brokenAssignments(state.assign)
  );
}

function brokenAssignments(assign: Assignments | undefined): boolean {
  return assign?.variables.some(({ value }) => brokenTemplate(value, deepest)) ?? false;
}

function brokenTemplate(template: Template | undefined, depth: number): boolean {
  if (!template || depth === 0) return false;
  if (template.kind === 'object') return template.members.some(({ value }) => brokenTemplate(value, depth - 1));
  if (template.kind === 'array') return template.items.some((item) => brokenTemplate(item, depth - 1));
  return template.kind === 'broken';
}

function brokenCondition(condition: ChoiceCondition, depth: number): boolean {
  if (depth === 0) return false;
  if (condition.kind === 'and' || condition.kind === 'or') {
    return condition.rules.some((rule) => brokenCondition(rule, depth - 1));
  }
  return condition.kind === 'not' ? brokenCondition(condition.rule, depth - 1) : condition.kind === 'broken';
}

function anyBroken(parts: readonly Part[]): boolean {
  return parts.some(isBroken);
}

function isBroken(part: Part): boolean {
  return part !== undefined && 'kind' in part && part.kind === 'broken';
}
