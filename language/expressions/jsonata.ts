/** The text between `{%` and `%}`, trimmed; compiled when first needed. */
export interface JsonataExpression {
  readonly text: string;
}
