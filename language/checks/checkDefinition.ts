import { readStateMachine } from '../model/readStateMachine.ts';
import type { StateMachine } from '../model/stateMachine.ts';
import type { ParsedText, SyntaxProblem } from '../syntax/syntaxTree.ts';
import { type CheckedMachine, checkStateMachine } from './checkStateMachine.ts';
import { severityOf } from './codes.ts';
import type { Finding, Severity } from './finding.ts';
import type { CheckOptions } from './report.ts';
import { suppressed } from './suppress.ts';

export interface DefinitionOptions extends CheckOptions {
  /** Settings by code; `off` drops a finding. */
  readonly findings?: Readonly<Record<string, Severity | 'off'>> | undefined;
}

export interface CheckedDefinition {
  readonly machine: StateMachine;
  readonly findings: readonly Finding[];
  /** What was found by state, for the check of an edited text; undefined of what is no state machine. */
  readonly checked: CheckedMachine | undefined;
}

/** The most characters that AWS takes. */
const largestDefinition = 1_048_576;

/**
 * A parsed definition read and checked: what is wrong with the text first, then with what it says. Where nodes are
 * those of an `earlier` definition, what was read and found of them then still holds.
 */
export function checkDefinition(
  parsed: ParsedText,
  options: DefinitionOptions = {},
  earlier?: CheckedMachine,
): CheckedDefinition {
  const { root } = parsed;
  const machine = readStateMachine(root, (node) => earlier?.stateOf(node)?.state);
  const checked = root?.kind === 'object' ? checkStateMachine(machine, options, earlier) : undefined;
  const findings = [
    ...parsed.problems.map(syntaxFinding),
    ...sizeFinding(parsed),
    ...(checked?.findings ?? rootFinding(parsed)),
  ];
  return { machine, findings: heard(findings, machine, parsed, options), checked };
}

/** The findings that the author of the definition and the settings let through, with the severity that they want. */
export function heard(
  findings: readonly Finding[],
  machine: StateMachine,
  parsed: ParsedText,
  options: DefinitionOptions,
): readonly Finding[] {
  return suppressed(findings, machine, parsed).flatMap((finding) => withSetting(finding, options));
}

/** An empty file is not wrong yet; any other text must be an object. */
function rootFinding({ root }: ParsedText): readonly Finding[] {
  if (root === undefined || root.kind === 'hole') return [];
  const code = 'SCHEMA_VALIDATION_FAILED';
  const message = 'Definition must be a valid JSON object';
  return [{ code, severity: severityOf(code), message, range: root.range, location: undefined }];
}

function syntaxFinding({ message, range, severity, code }: SyntaxProblem): Finding {
  return { code: code ?? 'INVALID_JSON_DESCRIPTION', severity, message, range, location: undefined };
}

function sizeFinding({ root }: ParsedText): readonly Finding[] {
  const size = root ? root.range.end - root.range.start : 0;
  if (root === undefined || size <= largestDefinition) return [];
  const code = 'hint.definition-too-large';
  const message = `AWS takes definitions of at most ${largestDefinition} characters; this one has ${size}.`;
  const range = { start: root.range.start, end: root.range.start + 1 };
  return [{ code, severity: severityOf(code), message, range, location: undefined }];
}

function withSetting(finding: Finding, { findings }: DefinitionOptions): readonly Finding[] {
  const setting = findings && Object.hasOwn(findings, finding.code) ? findings[finding.code] : undefined;
  if (setting === undefined) return [finding];
  return setting === 'off' ? [] : [{ ...finding, severity: setting }];
}
