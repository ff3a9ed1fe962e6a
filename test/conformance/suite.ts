/** One recorded case, or one row of a table, run through the product. */
export interface CaseResult {
  readonly name: string;
  readonly passed: boolean;
  /** The first difference, for `--verbose`. */
  readonly difference?: string;
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
    | 'layout';
  /** `root` has `conformance/` and `corpus/`. */
  run(root: string): AsyncIterable<CaseResult>;
}
