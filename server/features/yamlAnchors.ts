import { contains, type TextRange } from '../../language/text.ts';
import type { DocumentVersion } from '../documents.ts';

/** An anchor of YAML with its aliases; the ranges are those of the name, without `&` and `*`. */
export interface AnchorUses {
  readonly name: string;
  readonly anchors: readonly TextRange[];
  readonly aliases: readonly TextRange[];
}

const uses = /(?<=^|[\s,[{])([&*])([^\s,[\]{}]+)(?=[\s,\]}]|$)/gm;

/** The anchor or alias at `offset`; undefined for an alias of an anchor that is not there, and in JSON. */
export function anchorAt({ text, format }: DocumentVersion, offset: number): AnchorUses | undefined {
  if (format !== 'yaml') return undefined;
  const found = [...text.matchAll(uses)].map(({ 1: sign, 2: name = '', index }) => ({
    sign,
    name,
    range: { start: index + 1, end: index + 1 + name.length },
  }));
  const here = found.find(({ range }) => contains({ start: range.start - 1, end: range.end }, offset));
  if (!here) return undefined;
  const rangesOf = (sign: string) =>
    found.filter((each) => each.name === here.name && each.sign === sign).map(({ range }) => range);
  const anchors = rangesOf('&');
  return anchors.length === 0 ? undefined : { name: here.name, anchors, aliases: rangesOf('*') };
}

/** Whether an anchor can be called so. */
export function isAnchorName(name: string): boolean {
  return /^[^\s,[\]{}]+$/.test(name);
}
