import jsonata from 'jsonata';
import { evaluatePath } from '../../language/expressions/evaluatePath.ts';
import type { Evaluation } from '../../language/expressions/evaluation.ts';
import { evaluateIntrinsic } from '../../language/expressions/intrinsics.ts';
import { evaluateJsonata } from '../../language/expressions/jsonata.ts';
import { parseIntrinsic } from '../../language/expressions/parseIntrinsic.ts';
import { parsePath } from '../../language/expressions/parsePath.ts';

const evaluation: Evaluation = {
  input: { x: 1, a: { b: [{ c: 1 }] }, items: Array.from({ length: 20 }, (_, k) => ({ k, n: `x${k}` })) },
  context: { Execution: { Id: 'run' } },
  variable: (name) => (name === 'v' ? 5 : undefined),
  chance: { random: () => 0.5, uuid: () => 'uuid' },
  now: 0,
};

const paths = ['$.a.b[0].c', '$.items[*].k', "$.items[?(@.k > 10 && @.n != 'x12')].n"];
const calls = ['States.MathAdd($.x, 1)', "States.Format('{}-{}', $.x, 'y')"];
const expressions = [
  '$states.input.x + 1',
  '$states.input.items[k > 10].n',
  '$sum($states.input.items.k)',
  '{"a": $states.input.x, "b": $states.context.Execution.Id}',
  '$map($states.input.items, function($item){ $item.k + 1 })',
];

/** Microseconds an evaluation; JSONata beside the package in the same run. */
export async function benchExpressions(): Promise<void> {
  for (const text of paths) {
    const path = parsePath(text);
    if (path.kind === 'path') print(text, await microseconds(() => evaluatePath(path, evaluation), 200_000));
  }
  for (const text of calls) {
    const call = parseIntrinsic(text);
    if (call.kind === 'call') print(text, await microseconds(() => evaluateIntrinsic(call, evaluation), 100_000));
  }
  const bindings = { states: { input: evaluation.input, context: evaluation.context } };
  for (const text of expressions) {
    const ours = await microseconds(() => evaluateJsonata({ kind: 'jsonata', text, start: 0 }, evaluation), 20_000);
    const compiled = jsonata(text);
    const packages = await microseconds(() => compiled.evaluate(undefined, bindings), 2000);
    print(text, ours, `${(packages / ours).toFixed(1)}x the package`);
  }
}

function print(text: string, time: number, remark = ''): void {
  console.log(`${text.padEnd(62)} ${time.toFixed(2).padStart(8)} µs  ${remark}`);
}

/** The best of five rounds. */
async function microseconds(evaluate: () => unknown, times: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    for (let at = 0; at < times; at++) {
      const result = evaluate();
      if (result instanceof Promise) await result;
    }
    best = Math.min(best, ((performance.now() - start) * 1000) / times);
  }
  return best;
}
