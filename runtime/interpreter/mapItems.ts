import { evaluateTemplate } from '../../language/expressions/evaluateTemplate.ts';
import { unexpectedType } from '../../language/expressions/expressionOutcome.ts';
import { isArray, isObject, type Json } from '../../language/json.ts';
import type { Dynamic, MapState } from '../../language/model/stateMachine.ts';
import type { MapItem } from './context.ts';
import { selected } from './dataFlow.ts';
import { evaluateDynamic, floatOf, integerOf } from './dynamic.ts';
import { type Evaluated, outcomeValue, Surroundings } from './evaluate.ts';
import { Fault, queryFault, runtimeFault } from './fault.ts';
import type { Fibre, Run, Step, Visit } from './run.ts';
import { type Keeper, keepValue, valueStep } from './steps.ts';

/** The items that come from the state's data: ItemsPath, Items, or the input itself. */
export function itemsStep(state: MapState): Step {
  return valueStep(
    'afterItemsPath',
    (run, fibre, visit) => itemsOf(state, run, fibre, visit),
    (visit, value, run, fibre) => {
      if (isArray(value) || (state.mode === 'DISTRIBUTED' && isObject(value)))
        return keepValue(visit, value, run, fibre);
      return notItems(state, value);
    },
  );
}

function itemsOf(state: MapState, run: Run, fibre: Fibre, visit: Visit): Evaluated {
  if (state.queryLanguage === 'JSONPath') return selected(state.itemsPath, run, fibre, visit, visit.effective);
  if (state.items === undefined) return visit.input;
  return outcomeValue(evaluateTemplate(state.items, new Surroundings(run, fibre, visit, visit.input)));
}

function notItems({ queryLanguage, itemsPath, items }: MapState, value: Json): Fault {
  if (queryLanguage === 'JSONPath') {
    const text = itemsPath?.kind === 'path' ? itemsPath.path.text : '$';
    // AWS's text shows a path into the context object with one `$`.
    const path = text.startsWith('$$') ? text.slice(1) : text;
    return runtimeFault(`Reference path "${path}" must point to array.`, itemsPath?.range);
  }
  if (items?.kind === 'jsonata') {
    const { cause, location } = unexpectedType(items.expression, items.location, 'array', value);
    return queryFault(cause, location, items.range);
  }
  return queryFault(`Map state input must be an array but was: ${JSON.stringify(value)}`);
}

/** What an iteration or a child gets for an item: the ItemSelector's value, else the item itself. */
export function selectItem(
  { itemSelector, queryLanguage }: MapState,
  item: MapItem,
  run: Run,
  fibre: Fibre,
  visit: Visit,
): Evaluated {
  if (itemSelector === undefined) return item.value;
  const input = queryLanguage === 'JSONata' ? visit.input : visit.effective;
  return outcomeValue(evaluateTemplate(itemSelector, new Surroundings(run, fibre, visit, input, { item })));
}

/** A numeric setting of a Map, evaluated against its effective input. */
export function settingStep(
  stage: 'maxConcurrency' | 'toleratedFailureCount' | 'toleratedFailurePercentage' | 'itemReader' | 'afterItemBatcher',
  field: Dynamic<number> | undefined,
  kind: 'integer' | 'float',
  keep: (visit: Visit, value: number) => Fault | undefined,
): Step[] {
  if (field === undefined) return [];
  const keepNumber: Keeper = (visit, value) => {
    const number = kind === 'integer' ? integerOf(field, value) : floatOf(field, value);
    if (number instanceof Fault) return number;
    const refused = keep(visit, number);
    // What a path may not give is a runtime error, what an expression may not give is one of its evaluation.
    return refused?.origin === 'state' && field.kind === 'jsonata'
      ? queryFault(refused.cause ?? '', field.field, field.range)
      : refused;
  };
  return [
    valueStep(
      stage,
      (run, fibre, visit) => evaluateDynamic(field, new Surroundings(run, fibre, visit, visit.effective), 'number'),
      keepNumber,
    ),
  ];
}

export function checkCount(count: number): Fault | undefined {
  return count < 0 ? runtimeFault('ToleratedFailureCount cannot be negative.') : undefined;
}

export function checkPercentage(percentage: number): Fault | undefined {
  return percentage < 0 || percentage > 100
    ? runtimeFault('ToleratedFailurePercentage must be between 0 and 100.')
    : undefined;
}
