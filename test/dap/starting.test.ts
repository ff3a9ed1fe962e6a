import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/vscode.ts';
import { debuggee } from '../kit/dapClient.ts';

const texts = {
  'workflow.asl.json': `{
  "StartAt": "Name",
  "States": {
    "Name": { "Type": "Pass", "Parameters": { "id.$": "States.UUID()", "n.$": "$.n" }, "Next": "Rest" },
    "Rest": { "Type": "Wait", "Seconds": 30, "End": true }
  }
}`,
  'workflow.asl.yaml': `QueryLanguage: JSONata
StartAt: Name
States:
  Name: { Type: Pass, Output: { id: '{% $uuid() %}', n: '{% $states.input.n %}' }, Next: Rest }
  Rest: { Type: Wait, Seconds: 30, End: true }
`,
};

/** Runs to the end: what came out, and how long that took on the run's own clock, in seconds. */
async function ranWith(name: keyof typeof texts, args: object) {
  const run = await debuggee(texts[name], name);
  try {
    run.write('input.json', '{ "n": 7 }');
    const times: number[] = [];
    run.client.on('stepwise/events', ({ body }: { body: { events: { timestamp: number }[] } }) => {
      times.push(...body.events.map(({ timestamp }) => timestamp));
    });
    const ended = run.client.waitForEvent('terminated');
    await run.launch(args);
    await ended;
    const [, output = '{}'] = /SUCCEEDED: (.*)/.exec(run.output()) ?? [];
    return {
      ...(JSON.parse(output) as { id: string; n: number }),
      seconds: ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000,
    };
  } finally {
    await run.close();
  }
}

for (const name of ['workflow.asl.json', 'workflow.asl.yaml'] as const) {
  test(`starting: ${name} takes its input from a file, its chance from a seed, and its time from a clock`, async () => {
    const [first, same, other] = await Promise.all([
      ranWith(name, { inputFile: 'input.json', seed: 7 }),
      ranWith(name, { input: { n: 7 }, seed: 7, clock: 'virtual' }),
      ranWith(name, { input: { n: 8 }, seed: 8, clock: 300 }),
    ]);
    assert.deepEqual([first.n, other.n], [7, 8]);
    assert.deepEqual([first.id, first.seconds], [same.id, 30]);
    assert.notEqual(first.id, other.id);
    assert.ok(other.seconds >= 30, `${other.seconds} s`);
  });
}

test('starting: package.json and docs/debugging.md know the same settings, and the snippets use no others', () => {
  const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [debug] = contributes.debuggers;
  const { launch, attach } = debug.configurationAttributes;
  const known = (attributes: { properties: object }) => new Set(Object.keys(attributes.properties));
  const docs = readFileSync(join(root, 'docs/debugging.md'), 'utf8');
  const table = /^\| setting \| \|\n[\s\S]*?\n\n/m.exec(docs)?.[0] ?? '';
  const documented = [...table.matchAll(/^\| (.+?) \|/gm)].flatMap(
    ([, cell = '']) => cell.match(/(?<=`)\w+(?=`)/g) ?? [],
  );
  assert.deepEqual([...known(launch)].sort(), documented.sort());
  const common = ['type', 'request', 'name'];
  for (const { label, body } of debug.configurationSnippets) {
    if (body.type !== 'stepwise') continue;
    const settings = known(body.request === 'attach' ? attach : launch);
    const unknown = Object.keys(body).filter((key) => !common.includes(key) && !settings.has(key));
    assert.deepEqual(unknown, [], label);
  }
});

test('starting: what a launch says wrong is said before anything runs', async (t) => {
  const run = await debuggee(texts['workflow.asl.json']);
  t.after(() => run.close());
  run.write('mocks.json', '{ "StateMachines": ');
  run.write('empty.json', '{ "StateMachines": {} }');
  run.write('input.json', '{ "n": ');
  await run.client.initializeRequest();
  for (const [wrong, words] of [
    [{ program: undefined }, /"program" names the file/],
    [{ inputFile: 'input.json' }, /The input is no JSON/],
    [{ inputFile: 'none.json' }, /There is no file .*none\.json/],
    [{ mocks: 'mocks.json' }, /The mocks cannot be used/],
    [{ mocks: 'empty.json', case: 'Good' }, /The mocks have no test case Good/],
    [{ clock: 0 }, /"clock" is/],
    [{ substitutions: { Name: [] } }, /"substitutions" has no text/],
    [{ fromHistory: { events: 7 } }, /The history cannot be used/],
    [{ machine: 7 }, /"machine" is a text/],
  ] as const) {
    await assert.rejects(run.ask('launch', { program: run.path, ...wrong }), words);
  }
});
