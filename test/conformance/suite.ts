/** One recorded case, or one row of a table, run through the product. */
export interface CaseResult {
  readonly name: string;
  readonly passed: boolean;
  /** The first difference, for `--verbose`. */
  readonly difference?: string;
  /** What took longest in this case; the longest of all is printed behind the suite's line. */
  readonly slowest?: { readonly what: string; readonly milliseconds: number };
  /** What is counted in each case; the sums are printed behind the suite's line. */
  readonly counts?: Readonly<Record<string, number>>;
}

/** A suite of recorded data. It knows nothing about single cases. */
export interface Suite {
  readonly name:
    | 'executions'
    | 'choice-tables'
    | 'testState'
    | 'validate'
    | 'api'
    | 'verdicts'
    | 'workflows'
    | 'layout'
    | 'renames'
    | 'monkey'
    | 'sweep';
  /** Takes minutes: runs only when `--suite` names it. */
  readonly onRequest?: true;
  /** `root` has `conformance/` and `corpus/`. */
  run(root: string): AsyncIterable<CaseResult>;
}
