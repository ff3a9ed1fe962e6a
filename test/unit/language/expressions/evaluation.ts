import type { Evaluation } from '../../../../language/expressions/evaluation.ts';
import type { Json } from '../../../../language/json.ts';

/** What an expression of a test may read; chance is fixed and the clock stands at a round number. */
export function evaluationOf(
  input: Json,
  rest: Partial<Omit<Evaluation, 'variable'>> & { variables?: Readonly<Record<string, Json>> } = {},
): Evaluation {
  const { variables = {}, ...others } = rest;
  return {
    input,
    context: { Execution: { Name: 'run-1' } },
    chance: { random: () => 0.5, uuid: () => '00000000-0000-4000-8000-000000000000' },
    now: 1_000_000_000_000,
    ...others,
    variable: (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined),
  };
}
