import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Debuggee, debuggee, type Stopped } from '../kit/dapClient.ts';

// The same way through the same workflow in both query languages: into a branch, out, to the cursor, paused on its clock, back
// to where a state began, and from there with another input.

const jsonPath = `{
  "StartAt": "Both",
  "States": {
    "Both": {
      "Type": "Parallel",
      "Branches": [
        { "StartAt": "Left", "States": { "Left": { "Type": "Pass", "End": true } } },
        {
          "StartAt": "Right",
          "States": {
            "Right": {
              "Type": "Pass",
              "Parameters": { "n.$": "States.MathAdd($.n, 1)" },
              "End": true
            }
          }
        }
      ],
      "ResultSelector": { "left.$": "$[0].n", "right.$": "$[1].n" },
      "Next": "Sum"
    },
    "Sum": {
      "Type": "Pass",
      "Parameters": { "sum.$": "States.MathAdd($.left, $.right)" },
      "Next": "Rest"
    },
    "Rest": { "Type": "Wait", "Seconds": 3600, "Next": "Done" },
    "Done": { "Type": "Succeed" }
  }
}
`;

const jsonata = `QueryLanguage: JSONata
StartAt: Both
States:
  Both:
    Type: Parallel
    Branches:
      - StartAt: Left
        States:
          Left:
            Type: Pass
            End: true
      - StartAt: Right
        States:
          Right:
            Type: Pass
            Output:
              n: '{% $states.input.n + 1 %}'
            End: true
    Output:
      left: '{% $states.result[0].n %}'
      right: '{% $states.result[1].n %}'
    Next: Sum
  Sum:
    Type: Pass
    Output:
      sum: '{% $states.input.left + $states.input.right %}'
    Next: Rest
  Rest:
    Type: Wait
    Seconds: 3600
    Next: Done
  Done:
    Type: Succeed
`;

async function logOf(run: Debuggee, cursor: string): Promise<string> {
  const log: string[] = [];
  const show = async (what: string, { reason, threadId }: Stopped) => {
    log.push(`${what}: ${reason}`, await run.log(threadId, ['State']));
    return threadId;
  };
  const stop = run.stopped();
  await run.launch({ stopOnEntry: true, clock: 'real', input: { n: 1 } });
  await show('launch', await stop);
  const frame = async (threadId: number) =>
    (await run.ask<{ stackFrames: { id: number }[] }>('stackTrace', { threadId })).stackFrames[0]?.id;
  const { targets } = await run.ask<{ targets: { id: number; label: string }[] }>('stepInTargets', {
    frameId: await frame(1),
  });
  log.push(...targets.map(({ id, label }) => `target ${id}: ${label}`));
  const inside = await show('stepIn', await run.until('stepIn', { threadId: 1, targetId: 2 }));
  await show('stepIn', await run.until('stepIn', { threadId: inside }));
  const { threads } = await run.ask<{ threads: { id: number; name: string }[] }>('threads');
  log.push(...threads.map(({ id, name }) => `thread ${id}: ${name}`));
  await show('stepOut', await run.until('stepOut', { threadId: inside }));
  // As editors run to the cursor: with a breakpoint that is taken away again.
  const source = { path: run.path };
  await run.ask('setBreakpoints', { source, breakpoints: [{ line: run.line(cursor) }] });
  await show('run to the cursor', await run.until('continue', { threadId: 1 }));
  await run.ask('setBreakpoints', { source, breakpoints: [] });
  const told = run.client.waitForEvent('stepwise/events');
  await run.ask('continue', { threadId: 1 });
  const events = (await told).body.events as readonly { readonly type: string }[];
  log.push(`told on the way: ${events.map(({ type }) => type).join(' ')}`);
  await show('pause', await run.until('pause', { threadId: 1 }));
  await show('stepBack', await run.until('stepBack', { threadId: 1 }));
  await show('stepBack', await run.until('stepBack', { threadId: 1 }));
  await show('stepIn', await run.until('stepIn', { threadId: 1 }));
  await show('restartFrame', await run.until('restartFrame', { threadId: 1, frameId: await frame(1) }));
  const { scopes } = await run.ask<{ scopes: { variablesReference: number }[] }>('scopes', { frameId: await frame(1) });
  const row = { variablesReference: scopes[0]?.variablesReference, name: 'input', value: '{"left":20,"right":3}' };
  await run.ask('setVariable', row);
  await show('next', await run.until('next', { threadId: 1 }));
  const ended = run.ended();
  await run.ask('terminate');
  await ended;
  return `${log.join('\n')}\n`;
}

test('JSONPath: steps lead where they are sent, and a state is repeated with another input', async (t) => {
  const run = await debuggee(jsonPath);
  t.after(() => run.close());
  assert.equal(await logOf(run, '"Parameters": { "sum.$"'), goldenJsonPath);
});

test('JSONata: steps lead where they are sent, and a state is repeated with another input', async (t) => {
  const run = await debuggee(jsonata, 'workflow.asl.yaml');
  t.after(() => run.close());
  assert.equal(await logOf(run, 'sum: '), goldenJsonata);
});

const goldenJsonPath = `launch: entry
Both :4
  State
    input: {"n":1}
    value: {"n":1}
target 1: branch 0: Left
target 2: branch 1: Right
stepIn: step
Right :11
Both (in its branches) :4
  State
    input: {"n":1}
    value: {"n":1}
stepIn: step
Right (before it is left) :14
Both (in its branches) :4
  State
    input: {"n":1}
    afterParameters: {"n":2}
    value: {"n":2}
thread 1: workflow
thread 3: Both: branch 1
stepOut: step
Both (with its result) :4
  State
    input: {"n":1}
    value: {"n":1}
run to the cursor: breakpoint
Sum (before Parameters) :24
  State
    input: {"left":1,"right":2}
    value: {"left":1,"right":2}
told on the way: PassStateExited WaitStateEntered
pause: pause
Rest (waiting) :27
  State
    input: {"sum":3}
    wait: 3600
    value: {"sum":3}
stepBack: step
Rest :27
  State
    input: {"sum":3}
    value: {"sum":3}
stepBack: step
Sum :22
  State
    input: {"left":1,"right":2}
    value: {"left":1,"right":2}
stepIn: step
Sum (before it is left) :25
  State
    input: {"left":1,"right":2}
    afterParameters: {"sum":3}
    value: {"sum":3}
restartFrame: restart
Sum :22
  State
    input: {"left":1,"right":2}
    value: {"left":1,"right":2}
next: step
Rest :27
  State
    input: {"sum":23}
    value: {"sum":23}
`;

const goldenJsonata = `launch: entry
Both :4
  State
    input: {"n":1}
    value: {"n":1}
target 1: branch 0: Left
target 2: branch 1: Right
stepIn: step
Right :14
Both (in its branches) :4
  State
    input: {"n":1}
    value: {"n":1}
stepIn: step
Right (before it is left) :18
Both (in its branches) :4
  State
    input: {"n":1}
    output: {"n":2}
    value: {"n":2}
thread 1: workflow
thread 3: Both: branch 1
stepOut: step
Both (with its result) :4
  State
    input: {"n":1}
    value: {"n":1}
run to the cursor: breakpoint
Sum (before Output) :25
  State
    input: {"left":1,"right":2}
    value: {"left":1,"right":2}
told on the way: PassStateExited WaitStateEntered
pause: pause
Rest (waiting) :30
  State
    input: {"sum":3}
    wait: 3600
    value: {"sum":3}
stepBack: step
Rest :28
  State
    input: {"sum":3}
    value: {"sum":3}
stepBack: step
Sum :23
  State
    input: {"left":1,"right":2}
    value: {"left":1,"right":2}
stepIn: step
Sum (before it is left) :27
  State
    input: {"left":1,"right":2}
    output: {"sum":3}
    value: {"sum":3}
restartFrame: restart
Sum :23
  State
    input: {"left":1,"right":2}
    value: {"left":1,"right":2}
next: step
Rest :28
  State
    input: {"sum":23}
    value: {"sum":23}
`;
