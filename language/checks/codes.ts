import { awsCodes } from './awsCodes.ts';
import type { Severity } from './finding.ts';
import { ownCodes } from './ownCodes.ts';

/** What is known of one kind of finding. */
export interface CodeRow {
  readonly severity: Severity;
  readonly title: string;
  readonly doc: string;
}

/** AWS's codes are in capitals, ours begin with `hint.` whatever their severity. */
export type FindingCode = keyof typeof awsCodes | keyof typeof ownCodes;

/** All codes with their rows, in the order of the reference page. */
export const findingCodes: Readonly<Record<FindingCode, CodeRow>> = { ...awsCodes, ...ownCodes };

export function severityOf(code: FindingCode): Severity {
  return findingCodes[code].severity;
}

/** Would AWS say this too? */
export function isAwsCode(code: string): boolean {
  return Object.hasOwn(awsCodes, code);
}
