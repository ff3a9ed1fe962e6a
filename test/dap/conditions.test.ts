import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Debuggee, debuggee, type Stopped } from '../kit/dapClient.ts';

// Conditions, counts and messages of breakpoints, in both query languages: over the input, variables and the context.

const jsonPath = `{
  "StartAt": "Limit",
  "States": {
    "Limit": { "Type": "Pass", "Assign": { "limit": 2 }, "Next": "Each" },
    "Each": {
      "Type": "Map",
      "ItemProcessor": {
        "StartAt": "Item",
        "States": {
          "Item": {
            "Type": "Pass",
            "ResultPath": "$.seen",
            "End": true
          }
        }
      },
      "Next": "Call"
    },
    "Call": {
      "Type": "Task",
      "Resource": "arn:aws:states:::sqs:sendMessage",
      "Parameters": { "to.$": "$[0].n" },
      "Retry": [{ "ErrorEquals": ["Busy"], "MaxAttempts": 3 }],
      "End": true
    }
  }
}
`;

const jsonata = `QueryLanguage: JSONata
StartAt: Limit
States:
  Limit:
    Type: Pass
    Assign:
      limit: 2
    Next: Each
  Each:
    Type: Map
    ItemProcessor:
      StartAt: Item
      States:
        Item:
          Type: Pass
          Output: '{% $states.input %}'
          End: true
    Next: Call
  Call:
    Type: Task
    Resource: arn:aws:states:::sqs:sendMessage
    Arguments:
      to: '{% $states.input[0].n %}'
    Retry:
      - ErrorEquals: [Busy]
        MaxAttempts: 3
    End: true
`;

const busy = { Throw: { Error: 'Busy', Cause: 'Later' } };
const mocks = JSON.stringify({
  StateMachines: { workflow: { TestCases: { Busy: { Call: 'Busy' } } } },
  MockedResponses: { Busy: { '0': busy, '1': busy, '2': { Return: { ok: true } } } },
});

interface Wish {
  readonly condition?: string;
  readonly hitCondition?: string;
  readonly logMessage?: string;
}

/** Breakpoints by the text of their lines, and where the run stops with them: the input there, and which attempt it is. */
async function stopsWith(run: Debuggee, wishes: readonly (readonly [part: string, wish: Wish])[]): Promise<string[]> {
  run.write('mocks.json', mocks);
  const breakpoints = wishes.map(([part, wish]) => ({ line: run.line(part), ...wish }));
  const stops: string[] = [];
  const ended = run.client.waitForEvent('terminated');
  run.client.on('stopped', async ({ body }: { body: Stopped }) => {
    const { variables } = await run.show(body.threadId, 'State');
    const log = await run.log(body.threadId, ['Task']);
    const input = variables.find(({ name }) => name === 'input')?.value;
    stops.push([log.split(' :')[0], input, /attempt: \d/.exec(log)?.[0]].filter(Boolean).join(' '));
    await run.ask('continue', { threadId: body.threadId });
  });
  await run.launch({ mocks: 'mocks.json', input: [{ n: 1 }, { n: 2 }, { n: 3 }] }, async () => {
    const answer = await run.ask<{ breakpoints: { message?: string; verified: boolean }[] }>('setBreakpoints', {
      source: { path: run.path },
      breakpoints,
    });
    for (const { verified, message } of answer.breakpoints) if (!verified) stops.push(message ?? '');
  });
  await ended;
  return stops;
}

const languages = {
  JSONPath: {
    text: jsonPath,
    name: 'workflow.asl.json',
    item: '"Item": {',
    call: '"Call": {',
    over: ['$.n > $limit', '$$.State.RetryCount == 1', '$.n.x.y == 3', '$.to == 1'],
    messages: ['item {$.n} of {$limit} in {$$.State.Name}', 'no {$.none}'],
    said: ['item 2 of 2 in Item', 'no nothing'],
    wrong: ['$.n >', '“” is no path, intrinsic function or JSON.'],
  },
  JSONata: {
    text: jsonata,
    name: 'workflow.asl.yaml',
    item: 'Item:',
    call: 'Call:',
    over: [
      '$states.input.n > $limit',
      '$states.context.State.RetryCount = 1',
      '$number("x") = 3',
      '$count($states.input) = 3',
    ],
    messages: ['item {$states.input.n} of {$limit} in {$states.context.State.Name}', 'no {$states.input.none}'],
    said: ['item 2 of 2 in Item', 'no nothing'],
    wrong: ['$states.input.n >', 'Unexpected end of expression'],
  },
} as const;

for (const [language, asked] of Object.entries(languages)) {
  test(`conditions: in ${language} they see the input, variables and the context, and one that fails does not hold`, async (t) => {
    const run = await debuggee(asked.text, asked.name);
    t.after(() => run.close());
    const [overVariable, overContext, failing, overInput] = asked.over;
    assert.deepEqual(
      await stopsWith(run, [
        [asked.item, { condition: overVariable }],
        [asked.item, { condition: failing }],
        [asked.call, { condition: overContext }],
        ['sqs:sendMessage', { condition: overInput, hitCondition: '>= 3' }],
      ]),
      [
        'Item {"n":3}',
        'Call [{"n":1},{"n":2},{"n":3}] attempt: 2',
        'Call (before its work) [{"n":1},{"n":2},{"n":3}] attempt: 3',
      ].map((stop) => (language === 'JSONPath' ? stop.replace('[{"n":1},{"n":2},{"n":3}]', seen) : stop)),
    );
  });

  test(`hit counts: in ${language} they count iterations and attempts`, async (t) => {
    const run = await debuggee(asked.text, asked.name);
    t.after(() => run.close());
    const stops = await stopsWith(run, [
      [asked.item, { hitCondition: '2' }],
      [asked.call, { hitCondition: '% 2' }],
    ]);
    assert.deepEqual(
      stops.map((stop) => stop.replace(/\[.*\] /, '')),
      ['Item {"n":2}', 'Call attempt: 2'],
    );
  });

  test(`logpoints: in ${language} they say what their expressions come to, and stop nothing`, async (t) => {
    const run = await debuggee(asked.text, asked.name);
    t.after(() => run.close());
    const [message, empty] = asked.messages;
    const wishes = [
      [asked.item, { logMessage: message, hitCondition: '2' }],
      [asked.call, { logMessage: empty, hitCondition: '1' }],
    ] as const;
    assert.deepEqual(await stopsWith(run, wishes), []);
    for (const said of asked.said) assert.equal(run.output().split(said).length, 2, said);
  });

  test(`conditions: in ${language} one that cannot be read is said at once`, async (t) => {
    const run = await debuggee(asked.text, asked.name);
    t.after(() => run.close());
    const [condition, problem] = asked.wrong;
    const stops = await stopsWith(run, [
      [asked.item, { condition }],
      [asked.item, { hitCondition: 'often' }],
      [asked.item, { logMessage: `{${condition}}` }],
    ]);
    assert.deepEqual(stops, [
      `The condition cannot be read: ${problem}`,
      'The hit count “often” is not a number, a comparison such as >= 3, or % 2.',
      `The message cannot be read: ${problem}`,
    ]);
  });
}

const seen = JSON.stringify([1, 2, 3].map((n) => ({ n, seen: { n } })));

test('conditions: one that goes on for ever is given up, and so is what is typed in the console', async (t) => {
  const run = await debuggee(jsonata, 'workflow.asl.yaml');
  t.after(() => run.close());
  const forEver = '($more := function($n) { $more($n + 1) }; $more(1))';
  assert.deepEqual(
    (
      await stopsWith(run, [
        ['Item:', { condition: forEver }],
        ['Call:', { hitCondition: '1' }],
      ])
    ).length,
    1,
  );
  const other = await debuggee(jsonata, 'workflow.asl.yaml');
  t.after(() => other.close());
  const stop = other.stopped();
  await other.launch({ stopOnEntry: true });
  await stop;
  await assert.rejects(
    other.ask('evaluate', { expression: forEver, context: 'repl' }),
    /infinite loop|too deep|depth/i,
  );
  assert.match(await other.log(1, []), /^Limit :4/);
});

const broken = `{
  "StartAt": "First",
  "States": {
    "First": { "Type": "Pass", "Next": "Second" },
    "Second": { "Type": "Pass", "Parameters": { "a.$": "$.[" }, "Next": "Third" },
    "Third": { "Type": "Parcel"
`;

test('broken text: has its breakpoints, and runs until it comes to what is broken', async (t) => {
  const run = await debuggee(broken);
  t.after(() => run.close());
  const stop = run.stopped();
  const place = { source: { path: run.path }, breakpoints: [4, 5, 6].map((line) => ({ line })) };
  await run.launch({}, async () => {
    await run.ask('setExceptionBreakpoints', { filters: ['uncaught'] });
    const { breakpoints } = await run.ask<{ breakpoints: { verified: boolean; line: number }[] }>(
      'setBreakpoints',
      place,
    );
    assert.deepEqual(
      breakpoints.map(({ verified, line }) => [verified, line]),
      [
        [true, 4],
        [true, 5],
        [true, 6],
      ],
    );
  });
  await stop;
  await run.until('continue', { threadId: 1 });
  const { description } = await run.until('continue', { threadId: 1 });
  assert.match(description ?? '', /^States\.Runtime\. Nothing catches it/);
  const ended = run.ended();
  await run.ask('continue', { threadId: 1 });
  await ended;
});
