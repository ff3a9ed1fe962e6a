import type { Font, Measure } from '../layout/boxSizes.ts';

const sizes: Readonly<Record<Font, number>> = { name: 13, detail: 11.5, label: 11 };
/** Bold letters are wider, and so are those of some systems' fonts. */
const stretch: Readonly<Record<Font, number>> = { name: 1.2, detail: 1.14, label: 1.14 };

/** Thousandths of the font's size, as usual in fonts without serifs. */
const widths: readonly (readonly [letters: string, width: number])[] = [
  ["'ijl|", 222],
  [' !,./:;I[\\]ft', 278],
  ['()-`r{}', 333],
  ['"*', 372],
  ['^', 469],
  ['Jcksvxyz', 500],
  ['#$0123456789?Labdeghnopqu_', 556],
  ['+<=>~', 584],
  ['FTZ', 611],
  ['&ABEKPSVXY', 667],
  ['CDHNRUw', 722],
  ['GOQ', 778],
  ['Mm%', 860],
  ['W@', 980],
];
const widthOf = new Map(
  widths.flatMap(([letters, width]) => Array.from(letters, (letter) => [letter, width] as const)),
);
/** Marks that stand over other letters, and joiners. */
const isNarrow = /[\p{Mn}\p{Me}\p{Cf}]/u;
const isWide =
  /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\uFF01-\uFF60]/u;

/** The width of a text where no font is at hand: rather too wide than cut. */
export const estimatedWidth: Measure = (text, font) => {
  let width = 0;
  for (const letter of text) width += widthOf.get(letter) ?? otherWidth(letter);
  return (width / 1000) * sizes[font] * stretch[font];
};

function otherWidth(letter: string): number {
  if (isNarrow.test(letter)) return 0;
  return isWide.test(letter) ? 1200 : 620;
}
