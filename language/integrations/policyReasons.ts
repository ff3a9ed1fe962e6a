import type { PolicyStatement } from './policy.ts';

/** What a statement is for, a line for each reason: `Notify calls sns:publish`. */
export function reasonLines({ reasons }: PolicyStatement): string[] {
  return reasons.map(({ state, text, widenedBy }) => {
    const wider = widenedBy === undefined ? '' : `; ${widenedBy} is computed, so this is wider than it may need`;
    return `${oneLine(state ?? 'The state machine')} ${oneLine(text)}${wider}`;
  });
}

/** A state's name may hold anything; in a comment it must not end the line. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
