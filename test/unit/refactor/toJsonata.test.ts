import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkDefinition } from '../../../language/checks/checkDefinition.ts';
import { readStateMachine } from '../../../language/model/readStateMachine.ts';
import { machineToJsonata } from '../../../language/refactor/jsonata/toJsonata.ts';
import { parseJson } from '../../../language/syntax/parseJson.ts';
import { applyEdits } from '../../../language/text.ts';
import type { Execution } from '../../../runtime/interpreter/execution.ts';
import { root } from '../../../scripts/vscode.ts';
import { runRecorded } from '../../conformance/suites/executions.ts';
import { casesIn, definitionTextOf, type RecordedCase } from '../../kit/recordedCase.ts';

const recordings = join(root, '../shared/conformance/executions');
const skip = !existsSync(recordings) && 'no recordings';

function convert(text: string) {
  const tree = parseJson(text).root;
  const machine = readStateMachine(tree);
  return { language: machine.queryLanguage, converted: machineToJsonata({ text, root: tree, machine }) };
}

/**
 * What somebody sees of the end. JSONata has one error for all that goes wrong in an expression, so the errors of
 * paths and intrinsic functions become that one.
 */
function endOf({ status, output, error }: Execution): string {
  const queryErrors = [
    'States.Runtime',
    'States.IntrinsicFailure',
    'States.ParameterPathFailure',
    'States.ResultPathMatchFailure',
  ];
  const shown = error !== undefined && queryErrors.includes(error) ? 'States.QueryEvaluationError' : error;
  return `${status} ${shown ?? JSON.stringify(typeof output === 'string' ? JSON.parse(output) : output)}`;
}

test('JSONata: a converted machine ends as the JSONPath one did', { skip }, async () => {
  const refused: string[] = [];
  const wrong: string[] = [];
  let count = 0;
  for (const [name, recorded] of casesIn(recordings)) {
    const { needs } = recorded as RecordedCase & { needs?: readonly unknown[] };
    const text = definitionTextOf(recorded);
    if (recorded.kind !== 'execution') continue;
    const { language, converted } = convert(text);
    if (language === 'JSONata' || text.includes('"JSONata"')) continue;
    const counts = needs?.length === 0;
    if (counts) count++;
    if (converted.kind === 'refused') {
      if (counts) refused.push(`${name}: ${converted.reason}`);
      continue;
    }
    const after = applyEdits(text, converted.edits);
    const errors = checkDefinition(parseJson(after)).findings.filter(({ severity }) => severity === 'error');
    const before = checkDefinition(parseJson(text)).findings.filter(({ severity }) => severity === 'error');
    if (before.length === 0) assert.deepEqual(errors, [], `${name}\n${after}`);
    const [one, other] = [await runRecorded(recorded), await runRecorded({ ...recorded, definitionText: after })];
    if (endOf(one) !== endOf(other))
      wrong.push(`${name}\n  ${endOf(one)}\n  ${endOf(other)} ${other.cause}\n  ${after}`);
  }
  const share = Math.round(((count - refused.length) / count) * 1000) / 10;
  console.log(`JSONata: ${count - refused.length} of ${count} recorded machines converted, ${share} %`);
  assert.deepEqual(wrong, []);
  assert.ok(share >= 85, refused.join('\n'));
});
