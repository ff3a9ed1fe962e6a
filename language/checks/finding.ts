import type { TextRange } from '../text.ts';

export type Severity = 'error' | 'warning' | 'hint';

/** Something worth saying about a definition. */
export interface Finding {
  /** AWS's own code where AWS has one, else a dotted code of ours. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: TextRange;
  /** AWS's name for the place, such as `/States/X/Next`; undefined where AWS gives none. */
  readonly location: string | undefined;
  /** Other places that explain this one. */
  readonly related?: readonly RelatedPlace[];
  /** What a fix needs to know; its shape belongs to the code. */
  readonly data?: Readonly<Record<string, string>>;
}

export interface RelatedPlace {
  readonly message: string;
  readonly range: TextRange;
}
