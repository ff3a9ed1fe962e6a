import { readStateMachine } from '../model/readStateMachine.ts';
import { parseJson } from '../syntax/parseJson.ts';
import { checkStateMachine } from './checkStateMachine.ts';
import { isAwsCode } from './codes.ts';
import { jsonDescription } from './jsonDescription.ts';
import type { WorkflowType } from './report.ts';

/** The request of ValidateStateMachineDefinition, less the definition. */
export interface ValidateOptions {
  readonly type?: WorkflowType | undefined;
  /** The lowest severity to answer with. */
  readonly severity?: 'ERROR' | 'WARNING' | undefined;
  /** 0 to 100; 0 means 100. */
  readonly maxResults?: number | undefined;
}

/** The answer of ValidateStateMachineDefinition. */
export interface Validation {
  readonly result: 'OK' | 'FAIL';
  readonly diagnostics: readonly Diagnostic[];
  /** There are more diagnostics than were asked for. */
  readonly truncated: boolean;
}

export interface Diagnostic {
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: string;
  readonly message: string;
  readonly location?: string;
}

/** What AWS answers when it is asked to validate a definition: its codes and texts, and nothing of our own. */
export function validate(definition: string, options: ValidateOptions = {}): Validation {
  const { severity = 'ERROR', maxResults = 0 } = options;
  const all = diagnose(definition, options.type ?? 'STANDARD');
  const wanted = all.filter((diagnostic) => severity === 'WARNING' || diagnostic.severity === 'ERROR');
  const most = maxResults === 0 ? 100 : maxResults;
  return {
    result: all.some((diagnostic) => diagnostic.severity === 'ERROR') ? 'FAIL' : 'OK',
    diagnostics: wanted.slice(0, most),
    truncated: wanted.length > most,
  };
}

function diagnose(definition: string, type: WorkflowType): readonly Diagnostic[] {
  const unreadable = jsonDescription(definition);
  if (unreadable) return [{ severity: 'ERROR', code: 'INVALID_JSON_DESCRIPTION', ...unreadable }];
  const { root } = parseJson(definition);
  if (root?.kind !== 'object') {
    const message = 'Definition must be a valid JSON object';
    return [{ severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', message }];
  }
  return checkStateMachine(readStateMachine(root), { type })
    .findings.filter(({ code }) => isAwsCode(code))
    .map(({ severity, code, message, location }) => ({
      severity: severity === 'error' ? 'ERROR' : 'WARNING',
      code,
      message,
      ...(location !== undefined && { location }),
    }));
}

/** The message of the InvalidDefinition error with which CreateStateMachine refuses such a definition. */
export function refusal({ diagnostics }: Validation): string {
  const list = diagnostics.map(({ code, message, location }) => `${code}: ${message} at ${location ?? 'null'}`);
  return `Invalid State Machine Definition: '${list.join(', ')}'`;
}
