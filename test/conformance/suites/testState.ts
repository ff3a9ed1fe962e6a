import { join } from 'node:path';
import { openCatalogue } from '../../../language/integrations/catalogue.ts';
import type { Json } from '../../../language/json.ts';
import { catalogueFiles } from '../../../runtime/catalogueFiles.ts';
import { checkMockResult } from '../../../runtime/checkMockResult.ts';
import { virtualClock } from '../../../runtime/clocks.ts';
import type { TaskAnswer } from '../../../runtime/interpreter/host.ts';
import { testState as runTest, type TestStateRequest } from '../../../runtime/interpreter/testState.ts';
import { virtualHost } from '../../../runtime/virtualHost.ts';
import {
  type Comparer,
  casesIn,
  comparerIn,
  definitionTextOf,
  describeDifference,
  type RecordedCase,
} from '../../kit/recordedCase.ts';
import type { CaseResult, Suite } from '../suite.ts';

/** Recorded answers of TestState, its refusals included. */
export const testState: Suite = {
  name: 'testState',
  async *run(root) {
    const comparer = await comparerIn(root);
    for (const [name, recorded] of casesIn(join(root, 'conformance/testState'))) {
      yield { name, ...(await runCase(recorded, comparer)) };
    }
  },
};

async function runCase(recorded: RecordedCase, comparer: Comparer): Promise<Omit<CaseResult, 'name'>> {
  try {
    const actual = await answerTo(recorded);
    const { response, error } = recorded.expected ?? {};
    const comparison = comparer.compareValue(recorded, response ?? error, actual);
    return comparison.ok ? { passed: true } : { passed: false, difference: describeDifference(comparison) };
  } catch (error) {
    return { passed: false, difference: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function answerTo(recorded: RecordedCase): Promise<unknown> {
  const request = { ...recorded.request, definition: definitionTextOf(recorded) } as TestStateRequest;
  const host = virtualHost(virtualClock(Date.parse('2025-11-14T00:00:00Z')));
  const catalogue = await openCatalogue(catalogueFiles());
  const answer = await runTest(request, {
    host,
    account: '111111111111',
    runTask: async () => recordedAnswer(recorded),
    checkResult: (resource, result, mode) => checkMockResult(catalogue, resource, result, mode),
  });
  return 'kind' in answer ? errorLike(recorded, answer) : answer;
}

/** What the function answered on AWS: the raw result where it is shown, else the output. */
function recordedAnswer({ expected }: RecordedCase): TaskAnswer {
  const response = (expected?.response ?? {}) as { inspectionData?: { result?: unknown }; output?: unknown };
  const { inspectionData, output } = response;
  const recorded = inspectionData?.result ?? output;
  return { kind: 'succeeded', output: typeof recorded === 'string' ? JSON.parse(recorded) : (recorded as Json) };
}

/** The recordings show an error in one of two ways. */
function errorLike(recorded: RecordedCase, { error, message }: { error: string; message: string }): unknown {
  const shown = recorded.expected?.error as Record<string, unknown> | undefined;
  if (shown?.exception_typename === undefined) return { Error: { Code: error, Message: message }, message };
  const isClientSide = error === 'ParamValidationError';
  const value = `An error occurred (${error}) when calling the TestState operation: ${message}`;
  return { exception_typename: error, exception_value: isClientSide ? message : value };
}
