import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readStateMachine } from '../../../language/model/readStateMachine.ts';
import { parseText } from '../../../language/syntax/parseText.ts';
import { virtualClock } from '../../../runtime/clocks.ts';
import { drive } from '../../../runtime/drive.ts';
import { startExecution } from '../../../runtime/interpreter/execute.ts';
import { awsLimits } from '../../../runtime/interpreter/limits.ts';
import { virtualHost } from '../../../runtime/virtualHost.ts';
import { fails, succeeds, testIdentity } from '../../kit/fakeHost.ts';

const folder = join(import.meta.dirname, '../../../../shared/corpus/workflows');
const inputs = ['{}', '[]', 'null', '{"a":[1,{"b":"x"}]}', '"text"'];

if (!existsSync(folder)) {
  console.log('real workflows: skipped, there is no ../shared/corpus/workflows');
} else {
  test('real workflows: come to an end with any input, whatever their tasks answer', async () => {
    let runs = 0;
    for (const name of readdirSync(folder)) {
      if (!/\.asl\.(json|ya?ml)$/.test(name)) continue;
      const text = readFileSync(join(folder, name), 'utf8');
      for (const input of inputs) {
        assert.notEqual(await statusOf(text, name, input), 'RUNNING', name);
        runs++;
      }
    }
    assert.ok(runs > 1000, `${runs} runs`);
  });
}

async function statusOf(text: string, name: string, input: string): Promise<string> {
  const clock = virtualClock(0);
  const execution = startExecution({
    machine: readStateMachine(parseText(text, name.endsWith('.json') ? 'json' : 'yaml').root),
    input,
    type: 'STANDARD',
    identity: testIdentity,
    host: virtualHost(clock),
    limits: { ...awsLimits, events: 2000 },
  });
  let tasks = 0;
  const runTask = () => (tasks++ % 5 === 4 ? fails('Boom') : succeeds({ Payload: { ok: true }, items: [1, 2] }));
  await drive(execution, { clock, runTask });
  for (const event of execution.eventsFrom(0)) JSON.stringify(event);
  return execution.status;
}
