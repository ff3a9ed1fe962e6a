import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runStepwise } from '../../runtime/cli/stepwise.ts';
import { drive } from '../../runtime/drive.ts';
import { start } from '../kit/fakeHost.ts';

let folder = '';
let long = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'stepwise-graph-'));
  const definition = { StartAt: 'One', States: { One: { Type: 'Pass', End: true } } };
  writeFileSync(join(folder, 'one.asl.json'), JSON.stringify(definition));
  long = join(folder, 'long.asl.json');
  const step = { Type: 'Pass' };
  const States = {
    A: { ...step, Next: 'B' },
    B: { ...step, Next: 'C' },
    C: { ...step, Next: 'D' },
    D: { ...step, End: true },
  };
  writeFileSync(long, JSON.stringify({ StartAt: 'A', States }));
});
after(() => rmSync(folder, { recursive: true }));

test('stepwise graph: prints a Mermaid flowchart, or writes it to a file', async () => {
  const file = join(folder, 'one.asl.json');
  const printed = await run('graph', file);
  assert.equal(printed.exitCode, 0);
  assert.match(printed.out, /^flowchart TD\n {2}n0\["One"\]\n/);
  const output = join(folder, 'one.mmd');
  assert.deepEqual(await run('graph', file, '-o', output), { exitCode: 0, out: '', error: '' });
  assert.equal(readFileSync(output, 'utf8'), printed.out);
});

test('stepwise graph: writes an SVG file that stands alone, in which names are only text', async () => {
  const file = join(folder, 'odd.asl.json');
  const odd = '</text><script>alert("1")</script> &amp; \u0007';
  writeFileSync(file, JSON.stringify({ StartAt: odd, States: { [odd]: { Type: 'Pass', End: true } } }));
  const svg = await drawn(file, 'odd.svg');
  assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /);
  assert.match(svg, /&lt;\/text&gt;&lt;script&gt;/);
  assert.match(svg, /&amp;amp; \uFFFD/);
  assert.doesNotMatch(svg, /<script|var\(|color-mix|href/);
  assert.notEqual(svg, await drawn(file, 'dark.svg', '--theme', 'dark'));
});

test('stepwise graph: --direction right makes the picture wider than high', async () => {
  const [down, right] = [await drawn(long, 'down.svg'), await drawn(long, 'right.svg', '--direction', 'right')];
  assert.ok(widthOf(down) < heightOf(down), 'down');
  assert.ok(widthOf(right) > heightOf(right), 'right');
});

test('stepwise graph: --run shows how the states and edges of an execution stand', async () => {
  const history = join(folder, 'history.json');
  const { execution, clock } = start(JSON.parse(readFileSync(long, 'utf8')));
  await drive(execution, { clock, runTask: () => undefined });
  writeFileSync(history, JSON.stringify({ events: execution.eventsFrom(0) }));
  const svg = await drawn(long, 'run.svg', '--run', history);
  assert.equal(svg.match(/class="node state [^"]*is-succeeded"/g)?.length, 4);
  assert.match(svg, /class="edge end now"/);
  const { exitCode, error } = await run('graph', long, '--run', long, '-o', join(folder, 'no.svg'));
  assert.deepEqual({ exitCode, found: /is no history/.test(error) }, { exitCode: 2, found: true });
});

test('stepwise graph: writes a PNG file, or says why it cannot', async () => {
  const output = join(folder, 'long.png');
  const { exitCode, error } = await run('graph', long, '-o', output);
  if (exitCode === 2) return assert.match(error, /no font was found .* \.svg/);
  assert.deepEqual([...readFileSync(output).subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
});

test('stepwise graph: --diff draws two versions in one, with a list of what changes', async () => {
  const other = join(folder, 'other.asl.json');
  writeFileSync(
    other,
    readFileSync(long, 'utf8').replaceAll('"B"', '"Renamed"').replace('"D":{', '"D":{"Comment":"new",'),
  );
  const svg = await drawn(long, 'diff.svg', '--diff', other);
  assert.match(svg, />B is now Renamed</);
  assert.match(svg, /class="node state type-Pass change-changed" data-id="\/States\/D"/);
  assert.match(await drawn(long, 'same.svg', '--diff', long), />No changes</);
});

test('stepwise graph: draws the machine of a template that --machine names', async () => {
  const machine = (name: string) => ({
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: { Definition: { StartAt: name, States: { [name]: { Type: 'Succeed' } } } },
  });
  const file = join(folder, 'template.json');
  writeFileSync(file, JSON.stringify({ Resources: { First: machine('One'), Second: machine('Two') } }));
  assert.match((await run('graph', file, '--machine', 'Second')).out, /Two/);
  assert.match((await run('graph', file)).error, /holds 2 definitions: First, Second/);
  assert.match((await run('graph', file, '--machine', 'Third')).error, /no definition called Third .* First, Second/);
});

test('stepwise graph: says what it cannot write', async () => {
  const file = join(folder, 'one.asl.json');
  const wrong = [[], [file, '-o', 'one.gif'], [file, '--theme', 'blue'], [file, '--run', file], [file, '--nonsense']];
  for (const args of wrong) assert.equal((await run('graph', ...args)).exitCode, 2, args.join(' '));
});

async function drawn(file: string, name: string, ...options: string[]): Promise<string> {
  const output = join(folder, name);
  assert.deepEqual(await run('graph', file, '-o', output, ...options), { exitCode: 0, out: '', error: '' });
  return readFileSync(output, 'utf8');
}

function widthOf(svg: string): number {
  return Number(/width="(\d+)"/.exec(svg)?.[1]);
}

function heightOf(svg: string): number {
  return Number(/height="(\d+)"/.exec(svg)?.[1]);
}

async function run(...args: string[]) {
  const printed = { out: '', error: '' };
  const exitCode = await runStepwise(args, {
    out: (text) => {
      printed.out += text;
    },
    error: (text) => {
      printed.error += text;
    },
    input: async () => '',
    colours: false,
  });
  return { exitCode, ...printed };
}
