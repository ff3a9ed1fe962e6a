import type { State } from '../../language/model/stateMachine.ts';
import type { Strand } from '../interpreter/strands.ts';
import { evaluateText, holds, problemWith } from './expressions.ts';

/** What a breakpoint may ask for besides its place. */
export interface Conditions {
  readonly condition?: string | undefined;
  readonly hitCondition?: string | undefined;
  readonly logMessage?: string | undefined;
}

/** What is wrong with a breakpoint's conditions, said at once. */
export function conditionProblem(wish: Conditions, state: State | undefined): string | undefined {
  const { condition, hitCondition, logMessage } = wish;
  const language = state?.queryLanguage ?? 'JSONPath';
  const inCondition = condition ? problemWith(condition, language) : undefined;
  if (inCondition !== undefined) return `The condition cannot be read: ${inCondition}`;
  if (hitCondition && !hitPattern.test(hitCondition))
    return `The hit count “${hitCondition}” is not a number, a comparison such as >= 3, or % 2.`;
  const expressions = [...(logMessage ?? '').matchAll(placeholder)].map(([, text = '']) => problemWith(text, language));
  const inMessage = expressions.find((problem) => problem !== undefined);
  return inMessage === undefined ? undefined : `The message cannot be read: ${inMessage}`;
}

/** Counts the times at which a breakpoint was met: by position, so that going back takes them back too. */
export class Hits {
  readonly #wish: Conditions;
  #positions: number[] = [];

  constructor(wish: Conditions) {
    this.#wish = wish;
  }

  /** Whether the conditions hold where the strand stands. */
  async countIn(strand: Strand, position: number): Promise<boolean> {
    const { condition, hitCondition } = this.#wish;
    if (condition && !(await holds(condition, strand))) return false;
    this.#positions = [...this.#positions.filter((each) => each < position), position];
    return isWanted(hitCondition, this.#positions.length);
  }
}

const hitPattern = /^\s*(==|>=|<=|>|<|%)?\s*(\d+)\s*$/;

function isWanted(hitCondition: string | undefined, count: number): boolean {
  const [, operator = '==', digits] = hitPattern.exec(hitCondition ?? '') ?? [];
  if (digits === undefined) return true;
  const number = Number(digits);
  if (operator === '%') return number > 0 && count % number === 0;
  if (operator === '>') return count > number;
  if (operator === '<') return count < number;
  if (operator === '>=') return count >= number;
  return operator === '<=' ? count <= number : count === number;
}

const placeholder = /\{([^{}]+)\}/g;

/** A logpoint's message with the values of its `{expressions}`. */
export async function filledIn(message: string, strand: Strand): Promise<string> {
  const texts = [...message.matchAll(placeholder)].map(async ([, text = '']) => {
    const found = await evaluateText(text, strand);
    if (found.kind === 'value') return typeof found.value === 'string' ? found.value : JSON.stringify(found.value);
    return found.kind === 'nothing' ? 'nothing' : `{${found.message}}`;
  });
  const filled = (await Promise.all(texts))[Symbol.iterator]();
  return message.replace(placeholder, () => filled.next().value ?? '');
}
