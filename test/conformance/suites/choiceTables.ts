import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { casesIn, type RecordedCase } from '../../kit/recordedCase.ts';
import type { CaseResult, Suite } from '../suite.ts';
import { runRecorded } from './executions.ts';

/** Tables of Choice operators: which way each row went, told by the output. */
export const choiceTables: Suite = {
  name: 'choice-tables',
  async *run(root) {
    for (const [name, recorded] of casesIn(join(root, 'conformance/executions'))) {
      for (const [at, row] of (recorded.rows ?? []).entries()) {
        yield { name: `${name} row ${at + 1}`, ...(await runRow(recorded, row)) };
      }
    }
  },
};

async function runRow(
  recorded: RecordedCase,
  row: NonNullable<RecordedCase['rows']>[number],
): Promise<Omit<CaseResult, 'name'>> {
  const names = { stateMachineName: 'table', roleArn: 'arn:aws:iam::111111111111:role/sfn-role' };
  const { definition, input, expectedOutput } = row;
  const execution = await runRecorded({ ...recorded, ...names, definition, inputText: JSON.stringify(input) });
  const output = execution.output === undefined ? undefined : JSON.parse(execution.output);
  if (isDeepStrictEqual(output, expectedOutput)) return { passed: true };
  return {
    passed: false,
    difference: `expected ${JSON.stringify(expectedOutput)}, got ${execution.output ?? execution.cause}\n    ${JSON.stringify(row)}`,
  };
}
