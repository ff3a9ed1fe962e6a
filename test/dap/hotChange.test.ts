import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Debuggee, debuggee } from '../kit/dapClient.ts';

// What becomes of a run, and of its breakpoints, when its text is saved anew.

/** The text after an edit: two states more, of which the run has passed neither; or one that it would have passed. */
type Edit = 'before' | 'ahead' | 'in the past';

const jsonPath = (edit: Edit) => `{
  "StartAt": "First",
  "States": {
    "First": { "Type": "Pass", "Result": ${edit === 'in the past' ? 9 : 1}, "Next": "Ask" },
    "Ask": { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Next": "Last" },${edit === 'before' ? '' : added}
    "Last": {
      "Type": "Pass",
      "ResultPath": null,
      "End": true
    }
  }
}
`;

const added = `
    "Never": { "Type": "Succeed" },
    "More": {
      "Type": "Succeed"
    },`;

const jsonata = (edit: Edit) => `QueryLanguage: JSONata
StartAt: First
States:
  First:
    Type: Pass
    Output: ${edit === 'in the past' ? 9 : 1}
    Next: Ask
  Ask:
    Type: Task
    Resource: arn:aws:states:::sqs:sendMessage
    Next: Last
${edit === 'before' ? '' : '  More:\n    Type: Succeed\n'}  Last:
    Type: Pass
    Output: '{% $states.input %}'
    End: true
`;

const languages = {
  JSONPath: { text: jsonPath, name: 'workflow.asl.json', field: '"ResultPath"', more: '"More": {' },
  JSONata: { text: jsonata, name: 'workflow.asl.yaml', field: "Output: '{%", more: 'More:' },
};

interface Answered {
  readonly breakpoints: readonly { readonly verified: boolean; readonly line?: number; readonly message?: string }[];
}

const lineIn = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

/** A run that stands where its second state begins, with a breakpoint on a field of the third. */
async function standing(run: Debuggee, line: number): Promise<void> {
  const stop = run.stopped();
  await run.launch({ stopOnEntry: true }, () =>
    run.ask('setBreakpoints', { source: { path: run.path }, breakpoints: [{ line }] }),
  );
  await stop;
  await run.until('next', { threadId: 1 });
}

async function answerTask(run: Debuggee, asking: () => Promise<unknown>): Promise<void> {
  const asked = run.client.waitForEvent('stepwise/taskAsked');
  await asking();
  await asked;
  await run.ask('evaluate', { expression: '.succeed {}', context: 'repl' });
}

for (const [language, { text, name, field, more }] of Object.entries(languages)) {
  test(`hot change: in ${language} breakpoints move with what they stand at, and the run goes on`, async (t) => {
    const run = await debuggee(text('before'), name);
    t.after(() => run.close());
    await standing(run, lineIn(text('before'), field));
    run.write(name, text('ahead'));
    const moved = run.client.waitForEvent('breakpoint');
    await run.until('stepwise/reload', { path: run.path });
    const line = lineIn(text('ahead'), field);
    const { breakpoint } = (await moved).body;
    assert.deepEqual([breakpoint.verified, breakpoint.line], [true, line]);
    const stop = run.stopped();
    await answerTask(run, () => run.ask('continue', { threadId: 1 }));
    assert.deepEqual((await stop).hitBreakpointIds, [breakpoint.id]);
    assert.match(await run.log(1, []), new RegExp(`^Last \\(before \\w+\\) :${line}$`));
  });

  test(`hot change: in ${language} breakpoints of a text that the run cannot take are kept for it, and say so`, async (t) => {
    const run = await debuggee(text('before'), name);
    t.after(() => run.close());
    await standing(run, lineIn(text('before'), field));
    const changed = text('in the past');
    run.write(name, changed);
    await assert.rejects(run.ask('stepwise/reload', { path: run.path }), /concerns what has happened/);
    // An editor says so once the file is saved: the lines are those of the new text.
    const lines = [lineIn(changed, field), lineIn(changed, more)];
    const { breakpoints } = await run.ask<Answered>('setBreakpoints', {
      source: { path: run.path },
      breakpoints: lines.map((line) => ({ line })),
      sourceModified: true,
    });
    assert.deepEqual(
      breakpoints.map(({ verified, line, message }) => [verified, line, message]),
      [
        [true, lines[0], breakpoints[0]?.message],
        [false, lines[1], 'The run goes on with the text as it was. Restart to stop here.'],
      ],
    );
    const stop = run.stopped();
    await answerTask(run, () => run.ask('continue', { threadId: 1 }));
    assert.equal((await stop).reason, 'breakpoint');
    assert.match(await run.log(1, []), /^Last \(before \w+\)/);
    const placed: unknown[] = [];
    run.client.on('breakpoint', ({ body }) => placed.push([body.breakpoint.verified, body.breakpoint.line]));
    await run.until('restart');
    assert.deepEqual(
      placed,
      lines.map((line) => [true, line]),
    );
  });
}

test('hot change: a task that waits asks anew in the new text', async (t) => {
  const run = await debuggee(jsonata('before'), 'workflow.asl.yaml');
  t.after(() => run.close());
  await standing(run, 1);
  const asked = run.client.waitForEvent('stepwise/taskAsked');
  await run.ask('continue', { threadId: 1 });
  const { id } = (await asked).body;
  await run.until('pause', { threadId: 1 });
  assert.equal(await run.log(1, []), 'Ask (waiting for its answer) :10');
  run.write('workflow.asl.yaml', jsonata('ahead').replace('$states.input %', '"changed" %'));
  const withdrawn = run.client.waitForEvent('stepwise/taskWithdrawn');
  await run.until('stepwise/reload', { path: run.path });
  assert.deepEqual((await withdrawn).body, { id });
  const ended = run.ended();
  await answerTask(run, () => run.ask('continue', { threadId: 1 }));
  await ended;
  assert.match(run.output(), /SUCCEEDED: "changed"/);
});

test('hot change: a file that is saved elsewhere, or while the run goes on, changes nothing', async (t) => {
  const run = await debuggee(jsonata('before'), 'workflow.asl.yaml');
  t.after(() => run.close());
  await standing(run, 1);
  run.write('workflow.asl.yaml', jsonata('ahead'));
  await run.ask('stepwise/reload', { path: '/elsewhere.asl.yaml' });
  assert.match(await run.log(1, []), /^Ask :8/);
  const asked = run.client.waitForEvent('stepwise/taskAsked');
  await run.ask('continue', { threadId: 1 });
  await asked;
  await assert.rejects(run.ask('stepwise/reload', { path: run.path }), /pause it, and save again/);
});
