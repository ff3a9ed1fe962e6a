import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusal, type ValidateOptions, type Validation, validate } from '../../../language/checks/validate.ts';
import type { CaseResult, Suite } from '../suite.ts';

interface RecordedValidation {
  readonly id: string;
  readonly run: string | null;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly definition: unknown;
  readonly definitionText?: string;
  readonly request?: { readonly severity?: ValidateOptions['severity']; readonly maxResults?: number };
  readonly expected: {
    readonly response?: Validation;
    readonly error?: { readonly message?: string; readonly exception_value?: string };
  };
}

/** Answers of ValidateStateMachineDefinition, and the messages with which CreateStateMachine refuses definitions. */
export const validation: Suite = {
  name: 'validate',
  async *run(root) {
    const folder = join(root, 'conformance/validate');
    for (const file of readdirSync(folder).sort()) {
      if (file === 'index.json') continue;
      yield judge(JSON.parse(readFileSync(join(folder, file), 'utf8')), file);
    }
  },
};

function judge(recorded: RecordedValidation, name: string): CaseResult {
  const text = recorded.definitionText ?? JSON.stringify(recorded.definition);
  const ours = validate(text, { type: recorded.type, ...recorded.request });
  const { response, error } = recorded.expected;
  const [mine, theirs] = response
    ? [normal(ours), normal(response)]
    : [
        refusal(ours),
        /Invalid State Machine Definition: '[\s\S]*'/.exec(error?.message ?? error?.exception_value ?? '')?.[0],
      ];
  return mine === theirs
    ? { name, passed: true }
    : { name, passed: false, difference: `ours:   ${mine}\n    theirs: ${theirs}` };
}

/** The answer with the members of its diagnostics in one order. */
function normal({ result, diagnostics, truncated }: Validation): string {
  const list = diagnostics.map(({ severity, code, message, location }) => ({ severity, code, message, location }));
  return JSON.stringify({ result, diagnostics: list, truncated });
}
