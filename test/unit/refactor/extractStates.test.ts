import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkDefinition } from '../../../language/checks/checkDefinition.ts';
import { readStateMachine } from '../../../language/model/readStateMachine.ts';
import { extractStates } from '../../../language/refactor/extractStates.ts';
import { parseJson } from '../../../language/syntax/parseJson.ts';
import { parseText, type TextFormat } from '../../../language/syntax/parseText.ts';
import { applyEdits } from '../../../language/text.ts';
import { virtualClock } from '../../../runtime/clocks.ts';
import { drive } from '../../../runtime/drive.ts';
import { startExecution } from '../../../runtime/interpreter/execute.ts';
import type { Execution } from '../../../runtime/interpreter/execution.ts';
import { virtualHost } from '../../../runtime/virtualHost.ts';
import { root } from '../../../scripts/vscode.ts';
import { runRecorded } from '../../conformance/suites/executions.ts';
import { casesIn, definitionTextOf, identityOf, type RecordedCase } from '../../kit/recordedCase.ts';
import { recordedTasks } from '../../kit/recordedTasks.ts';

function extractions(text: string, format: TextFormat, [first, last]: readonly [string, string]) {
  const tree = parseText(text, format).root;
  const machine = readStateMachine(tree);
  const [from, to] = [first, last].map((name) => machine.states.find((state) => state.name === name));
  assert.ok(from && to);
  const file = { name: `flow.asl.${format}`, format };
  const range = { start: from.nameRange.start, end: to.nameRange.end };
  return extractStates(range, { text, root: tree, machine, file });
}

const flow = `StartAt: A
States:
  A:
    Type: Pass
    Next: B
  # asks
  B:
    Type: Choice # which
    Choices:
      - Variable: $.x
        IsPresent: true
        Next: C
    Default: D
  C:
    Type: Pass
    Next: D
  D:
    Type: Succeed
`;

test('extract: states move into a branch with their comments, and all ways out meet behind it', () => {
  const [move] = extractions(flow, 'yaml', ['B', 'C']);
  assert.equal(
    applyEdits(flow, move?.edits ?? []),
    `StartAt: A
States:
  A:
    Type: Pass
    Next: Parallel
  # asks
  Parallel:
    Type: Parallel
    Branches:
      - StartAt: B
        States:
          B:
            Type: Choice # which
            Choices:
              - Variable: $.x
                IsPresent: true
                Next: C
            Default: Done
          C:
            Type: Pass
            End: true
          Done:
            Type: Succeed
    OutputPath: "$[0]"
    Next: D
  D:
    Type: Succeed
`,
  );
});

test('extract: states become a machine in a file of its own, and a task that runs it', () => {
  const [, , extract] = extractions(flow, 'yaml', ['C', 'C']);
  assert.deepEqual(extract?.newFile, {
    name: 'flow-c.asl.yaml',
    text: 'StartAt: C\nStates:\n  C:\n    Type: Pass\n    End: true\n',
  });
  const after = applyEdits(flow, extract?.edits ?? []);
  assert.deepEqual(checkDefinition(parseText(after, 'yaml')).findings, []);
  assert.match(after, /Resource: arn:aws:states:::states:startExecution\.sync:2\n/);
});

test('extract: several ways in, ways on or variables are refused with the reason', () => {
  const refusals = extractions(flow, 'yaml', ['A', 'B']).map(({ refused }) => refused);
  assert.deepEqual(new Set(refusals), new Set(['There are several ways on: to “C”, “D”.']));
  const assigns = flow.replace('Type: Pass\n    Next: D', 'Type: Pass\n    Assign: { x: 1 }\n    Next: D');
  assert.match(extractions(assigns, 'yaml', ['C', 'C'])[0]?.refused ?? '', /assign “x”/);
});

const recordings = join(root, '../shared/conformance/executions');
const skip = existsSync(recordings) ? false : 'there is no ../shared/conformance';

test('extract: recorded machines end in the same way after states moved into a branch or a child', {
  skip,
}, async (t) => {
  const counts = { moved: 0, extracted: 0, refused: 0 };
  for (const [name, recorded] of casesIn(recordings)) {
    const { needs } = recorded as RecordedCase & { needs?: readonly unknown[] };
    if (recorded.kind !== 'execution' || needs?.length !== 0) continue;
    const text = definitionTextOf(recorded);
    const { machine, findings } = checkDefinition(parseJson(text));
    if (findings.some(({ severity }) => severity === 'error')) continue;
    const end = endOf(await runRecorded(recorded));
    // A path to what is null fails, so OutputPath cannot hand it on.
    if (end === 'SUCCEEDED null') continue;
    const names = [...machine.top.states.keys()];
    for (const [at, first] of names.slice(0, 6).entries()) {
      for (const last of names.slice(at, at + 2)) {
        const [move, , extract] = extractions(text, 'json', [first, last]);
        if (move === undefined || move.refused !== undefined) counts.refused++;
        else {
          const after = applyEdits(text, move.edits);
          const left = checkDefinition(parseJson(after)).findings.filter(({ severity }) => severity === 'error');
          assert.deepEqual(left, [], `${name}\n${after}`);
          assert.equal(endOf(await runRecorded({ ...recorded, definitionText: after })), end, `${name}\n${after}`);
          counts.moved++;
        }
        // An error that leaves a child is another one.
        if (!extract?.newFile || !end.startsWith('SUCCEEDED')) continue;
        const after = applyEdits(text, extract.edits);
        const nested = await runNested(recorded, after, extract.newFile);
        // AWS reads an input that is text as JSON.
        if (nested.inputs.some((input) => typeof input === 'string')) continue;
        assert.equal(endOf(nested.execution), end, `${name}\n${after}`);
        counts.extracted++;
      }
    }
  }
  t.diagnostic(`${counts.moved} moved into a branch, ${counts.extracted} extracted, ${counts.refused} refused`);
  assert.ok(counts.moved > 100 && counts.extracted > 100);
});

/** What chance gives another time is left out: the name of a child is made up. */
function endOf({ status, output, error }: Execution): string {
  const end = `${status} ${error ?? JSON.stringify(JSON.parse(String(output ?? 'null')))}`;
  return end.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{17,}/g, 'uuid');
}

async function runNested(
  recorded: RecordedCase,
  text: string,
  child: { name: string; text: string },
): Promise<{ execution: Execution; inputs: readonly unknown[] }> {
  const clock = virtualClock(Date.parse(recorded.clock ?? '2024-06-01T00:00:00Z'));
  const machine = readStateMachine(parseJson(child.text).root);
  const inputs: unknown[] = [];
  const execution = startExecution({
    machine: readStateMachine(parseJson(text).root),
    input: recorded.inputText ?? '{}',
    type: recorded.type,
    identity: identityOf(recorded),
    host: virtualHost(clock),
    nested(_arn, { input }) {
      inputs.push((input as { Input?: unknown }).Input);
      return { machine, type: 'STANDARD', name: 'child', roleArn: recorded.roleArn };
    },
  });
  await drive(execution, { clock, runTask: recordedTasks(recorded) });
  return { execution, inputs };
}
