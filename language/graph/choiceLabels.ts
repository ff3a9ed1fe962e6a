import type { ChoiceCondition } from '../expressions/choiceRules.ts';
import { describeCondition } from './describeCondition.ts';
import { shorten } from './shorten.ts';

/** Characters that two lines of a label have room for. */
const room = 62;
const lineRoom = 34;

/**
 * The conditions of one Choice in words short enough for a picture. Where all words do not fit, paths shrink to their
 * last step; what begins alike loses its beginning, so that the part that differs is in sight.
 */
export function choiceLabels(conditions: readonly ChoiceCondition[]): string[] {
  const brief = conditions.map((condition) => {
    const whole = describeCondition(condition);
    return whole.length <= lineRoom ? whole : describeCondition(condition, 'lastStep');
  });
  return brief.map((text) => {
    const skipped = text.length <= room ? 0 : sharedStart(text, brief);
    return shorten(skipped > 0 ? `… ${text.slice(skipped)}` : text, room);
  });
}

/** How many characters a text has in common with another of those that would be cut alike; whole comparisons only. */
function sharedStart(text: string, others: readonly string[]): number {
  let shared = 0;
  for (const other of others) {
    if (other === text) continue;
    let length = 0;
    while (length < text.length && text[length] === other[length]) length++;
    if (length >= room - 1) shared = Math.max(shared, length);
  }
  const starts = [...text.slice(0, shared).matchAll(/ (and|or) /g)].map(({ 0: word, index }) => index + word.length);
  return starts.at(-1) ?? text.lastIndexOf(' ', shared) + 1;
}
