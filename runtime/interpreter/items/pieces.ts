import type { Json } from '../../../language/json.ts';

/** What is left of a text when it is cut into items piece by piece. Never changed in place. */
export interface Cut {
  /** Text that belongs to an item that has not ended yet. */
  readonly rest: string;
  /** How many items there were so far. */
  readonly seen: number;
  /** CSV: the names of the columns, once known. */
  readonly header: readonly string[] | undefined;
  /** JSON: the opening bracket was met; the closing one was. */
  readonly opened: boolean;
  readonly closed: boolean;
}

export const uncut: Cut = { rest: '', seen: 0, header: undefined, opened: false, closed: false };

/** The items that ended within the text so far, or what is wrong with it. */
export type Pieces =
  | {
      readonly kind: 'items';
      readonly items: readonly Json[];
      /** Where the items are members of an object. */
      readonly keys?: readonly string[];
      readonly cut: Cut;
    }
  | { readonly kind: 'problem'; readonly cause: string };

/** Cuts the next piece of a text; `isLast` says that there is no more. */
export type Cutter = (cut: Cut, text: string, isLast: boolean) => Pieces;
