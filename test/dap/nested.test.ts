import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { childOf, inJsonata, inJsonPath, pairOf, seen } from '../kit/nestedPair.ts';

const kid = 'arn:aws:states:us-east-1:123456789012:execution:child:kid';

const steps = [
  ...['stepIn', 'stepIn', 'stepIn', 'next', 'stepBack', 'stepBack'],
  ...['stepIn', 'stepIn', 'stepIn', 'stepIn', 'stepOut', 'next', 'stepBack', 'next'],
];

const walks = {
  JSONPath: `entry
  Call workflow.asl.json:4
stepIn: step
  Call (before Parameters) workflow.asl.json:7
  Variables
stepIn: step
  Call (before its work) workflow.asl.json:6
  Variables
stepIn: step
  Add child.asl.yaml:3
  Call (while child runs) workflow.asl.json:6
  Variables
next: step
  Sleep child.asl.yaml:10
  Call (while child runs) workflow.asl.json:6
  Variables
    id: "arn:aws:states:us-east-1:123456789012:execution:child:kid"
stepBack: step
  Add child.asl.yaml:3
  Call (while child runs) workflow.asl.json:6
  Variables
stepBack: step
  Call workflow.asl.json:4
  Variables
stepIn: step
  Call (before Parameters) workflow.asl.json:7
  Variables
stepIn: step
  Call (before its work) workflow.asl.json:6
  Variables
stepIn: step
  Add child.asl.yaml:3
  Call (while child runs) workflow.asl.json:6
  Variables
stepIn: step
  Add (before Assign) child.asl.yaml:5
  Call (while child runs) workflow.asl.json:6
  Variables
stepOut: step
  Call (with its result) workflow.asl.json:4
  Variables
next: step
  After workflow.asl.json:11
  Variables
stepBack: step
  Call workflow.asl.json:4
  Variables
next: step
  After workflow.asl.json:11
  Variables`,
  JSONata: `entry
  Call workflow.asl.yaml:4
stepIn: step
  Call (before Arguments) workflow.asl.yaml:7
  Variables
stepIn: step
  Call (before its work) workflow.asl.yaml:6
  Variables
stepIn: step
  Add child.asl.json:5
  Call (while child runs) workflow.asl.yaml:6
  Variables
next: step
  Sleep child.asl.json:11
  Call (while child runs) workflow.asl.yaml:6
  Variables
    id: "arn:aws:states:us-east-1:123456789012:execution:child:kid"
stepBack: step
  Add child.asl.json:5
  Call (while child runs) workflow.asl.yaml:6
  Variables
stepBack: step
  Call workflow.asl.yaml:4
  Variables
stepIn: step
  Call (before Arguments) workflow.asl.yaml:7
  Variables
stepIn: step
  Call (before its work) workflow.asl.yaml:6
  Variables
stepIn: step
  Add child.asl.json:5
  Call (while child runs) workflow.asl.yaml:6
  Variables
stepIn: step
  Add (before Output) child.asl.json:8
  Call (while child runs) workflow.asl.yaml:6
  Variables
stepOut: step
  Call (with its result) workflow.asl.yaml:4
  Variables
next: step
  After workflow.asl.yaml:14
  Variables
stepBack: step
  Call workflow.asl.yaml:4
  Variables
next: step
  After workflow.asl.yaml:14
  Variables`,
};

const stops = {
  JSONPath: `{"id":1,"verified":true,"line":5,"message":"Stops at Assign of Add."}
{"id":2,"verified":true,"line":10,"message":"Stops when Sleep begins."}
{"id":3,"verified":true,"line":12,"message":"Stops at Seconds of Sleep."}
{"id":4,"verified":true}
{"id":5,"verified":true}
breakpoint
  Add (before Assign) child.asl.yaml:5
  Call (while child runs) workflow.asl.json:6
continue: data breakpoint $id was assigned.
  Add (before it is left) child.asl.yaml:9
  Call (while child runs) workflow.asl.json:6
continue: function breakpoint
  Sleep child.asl.yaml:10
  Call (while child runs) workflow.asl.json:6
reverseContinue: data breakpoint $id was assigned.
  Add (before it is left) child.asl.yaml:9
  Call (while child runs) workflow.asl.json:6
reverseContinue: breakpoint
  Add (before Assign) child.asl.yaml:5
  Call (while child runs) workflow.asl.json:6
reverseContinue: entry
  Call workflow.asl.json:4
3 5 7 9 10 12 13
sleeps with 3`,
  JSONata: `{"id":1,"verified":true,"line":7,"message":"Stops at Assign of Add."}
{"id":2,"verified":true,"line":11,"message":"Stops when Sleep begins."}
{"id":3,"verified":true,"line":13,"message":"Stops at Seconds of Sleep."}
{"id":4,"verified":true}
{"id":5,"verified":true}
breakpoint
  Add (before Assign) child.asl.json:7
  Call (while child runs) workflow.asl.yaml:6
continue: data breakpoint $id was assigned.
  Add (before Output) child.asl.json:8
  Call (while child runs) workflow.asl.yaml:6
continue: function breakpoint
  Sleep child.asl.json:11
  Call (while child runs) workflow.asl.yaml:6
reverseContinue: data breakpoint $id was assigned.
  Add (before Output) child.asl.json:8
  Call (while child runs) workflow.asl.yaml:6
reverseContinue: breakpoint
  Add (before Assign) child.asl.json:7
  Call (while child runs) workflow.asl.yaml:6
reverseContinue: entry
  Call workflow.asl.yaml:4
5 7 8 9 11 13 14
sleeps with 3`,
};

for (const [language, pair] of [
  ['JSONPath', inJsonPath],
  ['JSONata', inJsonata],
] as const) {
  describe(`nested executions in ${language}`, () => {
    test('nested executions: are stepped into, over and out of, back and forth', async (t) => {
      const run = await pairOf(pair);
      t.after(() => run.close());
      const entry = run.stopped();
      await run.launch({ stopOnEntry: true, input: { a: 1, b: 2 } });
      const told: string[][] = [];
      run.client.on('stepwise/nestedEvents', ({ body: { execution, program, from, events } }) => {
        assert.deepEqual([execution, program], [kid, childOf(run, pair).path]);
        const before = told.at(-1) ?? [];
        told.push([...before.slice(0, from), ...events.map(({ type }: { readonly type: string }) => type)]);
      });
      let stop = await entry;
      const log = [await seen(run, stop)];
      for (const command of steps) {
        stop = await run.until(command, { threadId: stop.threadId });
        log.push(`${command}: ${await seen(run, stop, ['Variables'])}`);
      }
      assert.equal(log.join('\n'), walks[language]);
      // What a graph of the child is told: it goes on, comes to its end, and has not begun.
      const begun = ['ExecutionStarted', 'PassStateEntered'];
      const whole = [...begun, 'PassStateExited', 'WaitStateEntered', 'WaitStateExited', 'ExecutionSucceeded'];
      const parts = [begun, whole.slice(0, 4), begun, [], begun, whole, [], whole];
      assert.deepEqual(told, parts);
    });

    test('nested executions: stop at breakpoints of every kind in their own file', async (t) => {
      const run = await pairOf(pair);
      t.after(() => run.close());
      const { path, line } = childOf(run, pair);
      const sum = language === 'JSONPath' ? '$.sum' : '$states.input.sum';
      const breakpoints = [
        { line: line('Assign') },
        { line: line('Wait'), condition: `${sum} ${language === 'JSONPath' ? '==' : '='} 4` },
        { line: line('Seconds'), logMessage: `sleeps with {${sum}}` },
      ];
      const log: string[] = [];
      const first = run.stopped();
      await run.launch({ input: { a: 1, b: 2 } }, async () => {
        const placed = await run.ask<{ breakpoints: object[] }>('setBreakpoints', { source: { path }, breakpoints });
        log.push(...placed.breakpoints.map((each) => JSON.stringify(each)));
        const named = await run.ask<{ breakpoints: object[] }>('setFunctionBreakpoints', {
          breakpoints: [{ name: 'Sl*' }],
        });
        log.push(...named.breakpoints.map((each) => JSON.stringify(each)));
        const watched = await run.ask<{ breakpoints: object[] }>('setDataBreakpoints', {
          breakpoints: [{ dataId: '$id' }],
        });
        log.push(...watched.breakpoints.map((each) => JSON.stringify(each)));
      });
      let stop = await first;
      log.push(await seen(run, stop));
      for (const command of ['continue', 'continue', 'reverseContinue', 'reverseContinue', 'reverseContinue']) {
        stop = await run.until(command, { threadId: stop.threadId });
        log.push(`${command}: ${await seen(run, stop)}`);
      }
      const { breakpoints: lines } = await run.ask<{ breakpoints: { line: number }[] }>('breakpointLocations', {
        source: { path },
        line: 1,
        endLine: 99,
      });
      log.push(lines.map((each) => each.line).join(' '));
      const ended = run.ended();
      await run.ask('setBreakpoints', { source: { path }, breakpoints: [] });
      await run.ask('setFunctionBreakpoints', { breakpoints: [] });
      await run.ask('setDataBreakpoints', { breakpoints: [] });
      await run.ask('continue', { threadId: stop.threadId });
      await ended;
      log.push(...(run.output().match(/sleeps with.*/g) ?? []));
      assert.equal(log.join('\n'), stops[language]);
    });
  });
}
