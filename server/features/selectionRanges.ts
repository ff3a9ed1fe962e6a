import type { Position, SelectionRange } from 'vscode-languageserver/node';
import { placesAround } from '../../language/refactor/findNode.ts';
import type { TextRange } from '../../language/text.ts';
import type { DocumentVersion } from '../documents.ts';
import { toOffset, toRange } from '../toLsp.ts';

/** What grows around each cursor: the value, its member, the object, up to the whole definition. */
export function selectionRangesAt(document: DocumentVersion, positions: readonly Position[]): SelectionRange[] {
  return positions.map((position) => {
    const offset = toOffset(document, position);
    const here: SelectionRange = { range: { start: position, end: position } };
    const parents = rangesAround(document, offset).map((range) => toRange(document, range));
    return (
      parents.reduce<SelectionRange | undefined>(
        (parent, range) => ({ range, ...(parent && { parent }) }),
        undefined,
      ) ?? here
    );
  });
}

/** From the largest to the smallest. */
function rangesAround(document: DocumentVersion, offset: number): readonly TextRange[] {
  const root = document.definitionAt(offset)?.root;
  if (root === undefined) return [];
  const at = { start: offset, end: offset };
  const ranges = placesAround(root, at).flatMap((place) => {
    if (!('member' in place)) return place.array.items[place.index]?.range ?? [];
    const { range, key, value } = place.member;
    const part = [key.range, value?.range].find((each) => each && each.start <= offset && offset <= each.end);
    return part ? [range, part] : [range];
  });
  return [root.range, ...ranges].filter(({ start, end }) => start <= offset && offset <= end);
}
