import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Debuggee, debuggee } from '../kit/dapClient.ts';

// What is offered to type where a run stands, what can be changed, and what expressions see of it then: a log for each query
// language, in which each line is a question and what came of it.

type Ask =
  /** A request that makes the run go on; what is shown there. */
  | readonly ['go', string, object?]
  /** What is offered after a text. */
  | readonly ['complete', string]
  /** What an expression comes to. */
  | readonly ['evaluate', string]
  /** An expression, or a row of the Variables view by its path, and the JSON that is put there. */
  | readonly ['set expression' | 'set row', string, string]
  /** What a data breakpoint on an expression would watch. */
  | readonly ['watch', string];

async function logOf(run: Debuggee, asked: readonly Ask[]): Promise<string> {
  const lines: string[] = [];
  for (const ask of asked) {
    const [verb, what, more] = ask;
    const answer = await answerTo(run, ask).catch((refusal: Error) => `refused: ${refusal.message}`);
    lines.push(verb === 'go' ? answer : `${verb} ${what}${more === undefined ? '' : ` = ${more}`} → ${answer}`);
  }
  return `${lines.join('\n')}\n`;
}

async function answerTo(run: Debuggee, ask: Ask): Promise<string> {
  const { stackFrames } = await run.ask<{ stackFrames: { id: number }[] }>('stackTrace', { threadId: 1 });
  const frameId = stackFrames[0]?.id;
  const [verb, what] = ask;
  switch (verb) {
    case 'go':
      await run.until(what, { threadId: 1, ...ask[2] });
      return run.log(1, ['State', 'Variables']);
    case 'complete': {
      const place = { frameId, text: what, column: what.length + 1 };
      const { targets } = await run.ask<{ targets: { label: string }[] }>('completions', place);
      return targets.map(({ label }) => label).join(' ');
    }
    case 'evaluate':
      return (await run.ask<{ result: string }>('evaluate', { frameId, expression: what, context: 'watch' })).result;
    case 'set expression': {
      const change = { frameId, expression: what, value: ask[2] };
      return (await run.ask<{ value: string }>('setExpression', change)).value;
    }
    case 'set row': {
      const row = await rowAt(run, frameId, what.split('/'));
      return (await run.ask<{ value: string }>('setVariable', { ...row, value: ask[2] })).value;
    }
    case 'watch':
      return String((await run.ask<{ dataId: string | null }>('dataBreakpointInfo', { name: what })).dataId);
  }
}

/** A row of the Variables view, as a request names it: the number of what holds it, and its name. */
async function rowAt(run: Debuggee, frameId: number | undefined, path: readonly string[]) {
  interface Row {
    readonly name: string;
    readonly variablesReference: number;
  }
  let { scopes: rows } = await run.ask<{ scopes: readonly Row[] }>('scopes', { frameId });
  let variablesReference = 0;
  for (const step of path.slice(0, -1)) {
    variablesReference = rows.find(({ name }) => name === step)?.variablesReference ?? 0;
    ({ variables: rows } = await run.ask<{ variables: readonly Row[] }>('variables', { variablesReference }));
  }
  return { variablesReference, name: path.at(-1) };
}

const jsonPath = `{
  "StartAt": "Order",
  "States": {
    "Order": {
      "Type": "Pass",
      "Parameters": { "amount.$": "$.amount", "odd key": [1, { "deep": true }] },
      "Assign": { "limit": { "most": 100 } },
      "Next": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}
`;

const inJsonPath: readonly Ask[] = [
  ['complete', '$'],
  ['complete', '$.am'],
  ['complete', '$.list[1].'],
  ['complete', '$$.State.N'],
  ['complete', 'States.MathA'],
  ['complete', '.su'],
  ['evaluate', '$.list[1].deep'],
  ['evaluate', "States.Format('{}!', $.amount)"],
  ['evaluate', '$$.State.Name'],
  ['evaluate', '$.list['],
  ['set expression', '$.amount', '7'],
  ['set expression', '$.list[0]', '[2]'],
  ['set row', 'State/value/list/1', 'false'],
  ['set row', 'State/input/amount', '8'],
  ['set expression', '$$.State.Name', '"Other"'],
  ['set expression', '$.amount', 'seven'],
  ['watch', '$.amount'],
  ['evaluate', '$'],
  ['go', 'stepIn'],
  ['set row', 'State/input/amount', '9'],
  ['set row', 'State/afterParameters/amount', '10'],
  ['set expression', "$['odd key'][1].deep", 'null'],
  ['go', 'next'],
  ['complete', '$l'],
  ['set expression', '$limit.most', '500'],
  ['set row', 'Variables/limit/least', '1'],
  ['evaluate', '$limit'],
];

const jsonata = `QueryLanguage: JSONata
StartAt: Order
States:
  Order:
    Type: Pass
    Assign:
      limit:
        most: 100
    Output: '{% {"amount": $states.input.amount, "odd key": [1, {"deep": true}]} %}'
    Next: Done
  Done:
    Type: Succeed
`;

const inJsonata: readonly Ask[] = [
  ['complete', '$s'],
  ['complete', '$states.'],
  ['complete', '$states.input.am'],
  ['complete', '$states.context.State.N'],
  ['complete', '.su'],
  ['evaluate', '$states.input.list[1].deep'],
  ['evaluate', '$string($states.input.amount) & "!"'],
  ['evaluate', '$states.context.State.Name'],
  ['evaluate', '$states.input.('],
  ['set expression', '$states.input.amount', '7'],
  ['set expression', '$states.input.list[0]', '[2]'],
  ['set row', 'State/value/list/1', 'false'],
  ['set row', 'State/input/amount', '8'],
  ['set expression', '$states.context.State.Name', '"Other"'],
  ['set expression', '$states.input.amount', 'seven'],
  ['watch', '$states.input.amount'],
  ['watch', '$states.context.State'],
  ['evaluate', '$states.input'],
  ['go', 'stepIn'],
  ['set expression', '$states.input.amount', '9'],
  ['set row', 'State/input/amount', '9'],
  ['go', 'next'],
  ['set expression', '$states.input.`odd key`[1].deep', 'null'],
  ['complete', '$l'],
  ['set expression', '$limit.most', '500'],
  ['set row', 'Variables/limit/least', '1'],
  ['evaluate', '$limit'],
  ['evaluate', '$states.input'],
];

async function logIn(text: string, name: string, asked: readonly Ask[]): Promise<string> {
  const run = await debuggee(text, name);
  try {
    const stop = run.stopped();
    await run.launch({ stopOnEntry: true, input: { amount: 60, list: [1, { deep: true }] } });
    await stop;
    return await logOf(run, asked);
  } finally {
    await run.close();
  }
}

test('JSONPath: what is there is completed, evaluated and changed', async () => {
  assert.equal(await logIn(jsonPath, 'workflow.asl.json', inJsonPath), goldenJsonPath);
});

test('JSONata: what is there is completed, evaluated and changed', async () => {
  assert.equal(await logIn(jsonata, 'workflow.asl.yaml', inJsonata), goldenJsonata);
});

const goldenJsonPath = `complete $ → $ $$
complete $.am → $.amount
complete $.list[1]. → $.list[1].deep
complete $$.State.N → $$.State.Name
complete States.MathA → States.MathAdd
complete .su → .succeed
evaluate $.list[1].deep → true
evaluate States.Format('{}!', $.amount) → "60!"
evaluate $$.State.Name → "Order"
evaluate $.list[ → refused: Expected an index, a slice, a quoted name, * or a filter in brackets
set expression $.amount = 7 → 7
set expression $.list[0] = [2] → [2]
set row State/value/list/1 = false → false
set row State/input/amount = 8 → 8
set expression $$.State.Name = "Other" → refused: $$.State.Name cannot be changed.
set expression $.amount = seven → refused: Only JSON can be put there; a text needs its quotes.
watch $.amount → $.amount
evaluate $ → {"amount":8,"list":[[2],false]}
Order (before Assign) :7
  State
    input: {"amount":8,"list":[[2],false]}
    afterParameters: {"odd key":[1,{"deep":true}],"amount":8}
    value: {"odd key":[1,{"deep":true}],"amount":8}
  Variables
set row State/input/amount = 9 → refused: input has been used already; change "value".
set row State/afterParameters/amount = 10 → 10
set expression $['odd key'][1].deep = null → null
Done :10
  State
    input: {"odd key":[1,{"deep":null}],"amount":10}
    value: {"odd key":[1,{"deep":null}],"amount":10}
  Variables
    limit: {"most":100}
complete $l → $limit
set expression $limit.most = 500 → 500
set row Variables/limit/least = 1 → 1
evaluate $limit → {"most":500,"least":1}
`;

const goldenJsonata = `complete $s → $states $string $substring $substringBefore $substringAfter $split $sqrt $sum $sort $shuffle $spread $sift $single
complete $states. → $states.input $states.context
complete $states.input.am → $states.input.amount
complete $states.context.State.N → $states.context.State.Name
complete .su → .succeed
evaluate $states.input.list[1].deep → true
evaluate $string($states.input.amount) & "!" → "60!"
evaluate $states.context.State.Name → "Order"
evaluate $states.input.( → refused: Expected ")" before end of expression
set expression $states.input.amount = 7 → 7
set expression $states.input.list[0] = [2] → [2]
set row State/value/list/1 = false → false
set row State/input/amount = 8 → 8
set expression $states.context.State.Name = "Other" → refused: $states.context.State.Name cannot be changed.
set expression $states.input.amount = seven → refused: Only JSON can be put there; a text needs its quotes.
watch $states.input.amount → $.amount
watch $states.context.State → null
evaluate $states.input → {"amount":8,"list":[[2],false]}
Order (before Output) :9
  State
    input: {"amount":8,"list":[[2],false]}
    variables: {"limit":{"most":100}}
    value: {"amount":8,"list":[[2],false]}
  Variables
set expression $states.input.amount = 9 → refused: input has been used already; change "value".
set row State/input/amount = 9 → refused: input has been used already; change "value".
Done :11
  State
    input: {"amount":8,"odd key":[1,{"deep":true}]}
    value: {"amount":8,"odd key":[1,{"deep":true}]}
  Variables
    limit: {"most":100}
set expression $states.input.\`odd key\`[1].deep = null → null
complete $l → $limit $length $lowercase $lookup
set expression $limit.most = 500 → 500
set row Variables/limit/least = 1 → 1
evaluate $limit → {"most":500,"least":1}
evaluate $states.input → {"amount":8,"odd key":[1,{"deep":null}]}
`;
