import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildGraph } from '../../language/graph/buildGraph.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import type { HistoryEvent } from '../../runtime/interpreter/events.ts';
import type { RunView } from '../../webview/messages.ts';
import { openPanel, type Panel } from '../kit/browser.ts';

let panel: Panel;

const definition = {
  StartAt: 'Pause',
  States: {
    Pause: { Type: 'Wait', Seconds: 60, Next: 'Charge' },
    Charge: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true },
  },
};

before(async () => {
  panel = await openPanel({ size: { width: 1200, height: 900 } });
  await panel.hears('ready');
  await showDefinition(definition);
  await panel.send({ type: 'runShown', run: run('first', 'SUCCEEDED'), events: eventsOf({ total: 7 }) });
});

after(() => panel.close());

test('lanes: a bar for each visit says what ran when, and leads there', async () => {
  await panel.page.getByRole('button', { name: 'What ran when' }).click();
  await panel.page.locator('.bar').nth(1).waitFor();
  assert.deepEqual(await names('.bar'), ['Pause, succeeded, 1 min 0 s', 'Charge, succeeded, 4.0 s, 2 attempts']);
  await panel.page.getByLabel('Measure').selectOption('time');
  await panel.page.locator('.bar[style*="left: 93.75%"]').waitFor();
  const widths = await panel.page
    .locator('.bar')
    .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width));
  assert.ok((widths[0] ?? 0) > 10 * (widths[1] ?? 0), `${widths}`);
  await panel.page.getByRole('button', { name: 'Pause, succeeded' }).click();
  await panel.page.getByText('3 of 10').waitFor();
});

test('timeline: by time, the slider stands where the moment lies in time', async () => {
  const slider = panel.page.locator('input[aria-label="Moment"][max="64000"]');
  assert.equal(await slider.evaluate((each: HTMLInputElement) => Number(each.value) / Number(each.max)), 60 / 64);
  await slider.fill('61000');
  await panel.page.getByText('5 of 10').waitFor();
  await panel.page.getByLabel('Measure').selectOption('events');
  await panel.page.locator('input[aria-label="Moment"][max="10"]').waitFor();
});

test('timeline: plays to the end as fast as it is told, pauses, and steps', async () => {
  const slider = panel.page.getByLabel('Moment');
  const moment = () => slider.evaluate((each: HTMLInputElement) => Number(each.value));
  await slider.fill('0');
  await panel.page.getByRole('button', { name: 'Step forward' }).click();
  await panel.page.getByText('1 of 10').waitFor();
  await panel.page.getByRole('button', { name: 'Step back' }).click();
  await panel.page.getByText('10 events').waitFor();
  await panel.page.getByRole('button', { name: 'Play' }).click();
  await panel.page.getByText(/^[1-9] of 10/).waitFor();
  await panel.page.getByRole('button', { name: 'Pause', exact: true }).click();
  await panel.page.getByRole('button', { name: 'Play' }).waitFor();
  const paused = await moment();
  assert.ok(paused > 0 && paused < 10, `${paused}`);
  await panel.page.getByLabel('Speed').selectOption('20');
  await panel.page.getByRole('button', { name: 'Play' }).click();
  await panel.page.getByText('10 of 10').waitFor();
  await panel.page.getByRole('button', { name: 'Play' }).waitFor();
});

test('details: error and cause, each attempt with its time, duration and variables', async () => {
  await panel.page.locator('.node[data-id="/States/Charge"]').click();
  await panel.page.getByLabel('Moment').fill('6');
  const details = panel.page.locator('#panel-state');
  await details.getByText('Busy', { exact: true }).waitFor();
  assert.match((await details.locator('pre[aria-label="Cause"]').textContent()) ?? '', /^\{\n {2}"carriers": 0\n\}/);
  await panel.page.getByLabel('Moment').fill('9');
  await details.getByText('2 attempts').waitFor();
  assert.deepEqual(await details.locator('.attempts li').allTextContents(), [
    'at once, Busy after 2.0 s',
    'after 3.0 s',
  ]);
  assert.match((await details.locator('.facts').textContent()) ?? '', /Succeeded.*Duration4\.0 s/);
  assert.equal(await details.locator('pre[aria-label="$paid"]').textContent(), 'true\n');
  await panel.page.getByRole('button', { name: 'Go to the failure' }).click();
  await panel.page.getByText('6 of 10').waitFor();
});

test('values: fold, are searched, and give the path and the value of a line', async () => {
  await panel.page.getByRole('tab', { name: 'Events' }).click();
  await panel.page.getByLabel('Moment').fill('9');
  const value = panel.page.getByLabel('Event 9', { exact: true });
  await panel.page.getByLabel('Find in event 9').fill('total');
  await panel.page.locator('.json-path', { hasText: '$.stateExitedEventDetails.output.total' }).waitFor();
  const heard = panel.said.length;
  await panel.page.getByRole('button', { name: 'Copy path' }).click();
  assert.equal((await panel.hears('copyRequested', heard)).text, '$.stateExitedEventDetails.output.total');
  const lines = await value.locator('.json-line').count();
  await value.focus();
  await panel.page.keyboard.press('ArrowUp');
  await panel.page.keyboard.press('ArrowLeft');
  await value.locator('.folded').waitFor();
  assert.equal(await value.locator('.json-line').count(), lines - 2);
});

test('events: another event is compared with a pinned one', async () => {
  await panel.page.getByLabel('Moment').fill('2');
  await panel.page.getByText('2 of 10').waitFor();
  await panel.page.getByRole('button', { name: 'Compare others with this event' }).click();
  await panel.page.getByLabel('Moment').fill('4');
  await panel.page.getByText('Changes since event 2').waitFor();
  assert.deepEqual(await panel.page.locator('.changes li.changed code').allTextContents(), [
    '$.id',
    '$.timestamp',
    '$.previousEventId',
    '$.type',
    '$.stateEnteredEventDetails.name',
  ]);
});

test('data flow: the values between input and output are asked for, shown, and compared', async () => {
  const heard = panel.said.length;
  await panel.page.locator('.node[data-id="/States/Charge"]').click();
  await panel.page.getByRole('tab', { name: 'State' }).click();
  const { visit } = await panel.hears('valuesAsked', heard);
  assert.deepEqual(visit, { runId: 'first', state: 'Charge', entered: 4 });
  const values = [
    { stage: 'input', text: '{}' },
    { stage: 'afterParameters', text: '{"amount":7}' },
    { stage: 'result', text: '{"paid":true}' },
  ];
  await panel.send({ type: 'valuesShown', visit, values });
  assert.equal(await panel.page.locator('pre[aria-label="After Parameters"]').textContent(), '{\n  "amount": 7\n}\n');
  await panel.page.getByText('What changes').click();
  await panel.page.getByLabel('From', { exact: true }).selectOption('After Parameters');
  await panel.page.getByLabel('To', { exact: true }).selectOption('Result');
  await panel.page.locator('.flow-changes li').nth(1).waitFor();
  assert.deepEqual(await panel.page.locator('.flow-changes li').allTextContents(), ['$.amount 7', '$.paid true']);
});

test('runs: a kept run is laid beside the next one, and what went otherwise is listed and marked', async () => {
  await panel.page.getByRole('tab', { name: 'Run' }).click();
  await panel.page.getByRole('button', { name: 'Keep to compare' }).click();
  await panel.send({ type: 'runShown', run: run('second', 'SUCCEEDED'), events: eventsOf({ total: 8 }) });
  await panel.page.getByText('One state went otherwise.').waitFor();
  await panel.page.locator('.canvas:visible').nth(1).waitFor();
  assert.deepEqual(await panel.page.locator('.note text').allTextContents(), ['≠ attempt 2', '≠ attempt 2']);
  await panel.page.locator('.compare summary', { hasText: 'Charge another output' }).click();
  await panel.page.locator('.compare ins').waitFor();
  assert.deepEqual(await panel.page.locator('.compare ins').allTextContents(), ['8']);
  await panel.page.getByRole('button', { name: 'Stop comparing' }).click();
  await panel.page.locator('.comparison').waitFor({ state: 'hidden' });
  assert.deepEqual(panel.errors, []);
});

test('items: one item of a Map is followed alone, the failed ones are offered first', async () => {
  const inner = {
    StartAt: 'Odd?',
    States: { 'Odd?': { Type: 'Pass', Next: 'Ship' }, Ship: { Type: 'Pass', End: true } },
  };
  await showDefinition({ StartAt: 'Each', States: { Each: { Type: 'Map', ItemProcessor: inner, End: true } } });
  await panel.send({ type: 'runShown', run: run('third', 'SUCCEEDED'), events: mapEvents() });
  await panel.page.locator('.node[data-id="/States/Each"] > .box').click({ position: { x: 20, y: 12 } });
  await panel.page.getByRole('tab', { name: 'State' }).click();
  const follow = panel.page.getByLabel('Follow');
  assert.deepEqual(await follow.locator('option').allTextContents(), [
    'All items',
    'Item 1 · failed',
    'Item 0 · succeeded',
  ]);
  await follow.selectOption('1');
  await panel.page.locator('.node.is-succeeded[data-id$="/Ship"]').waitFor({ state: 'detached' });
  assert.equal(await panel.page.locator('.node.is-failed[data-id$="/Odd?"]').count(), 1);
  await follow.selectOption('0');
  await panel.page.locator('.node.is-succeeded[data-id$="/Ship"]').waitFor();
});

function names(selector: string): Promise<(string | null)[]> {
  return panel.page.locator(selector).evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
}

async function showDefinition(shown: object): Promise<void> {
  const graph = buildGraph(readStateMachine(parseJson(JSON.stringify(shown)).root));
  await panel.send({ type: 'definitionShown', definition: { title: 'shop', version: 1, graph, stale: false } });
  const [first] = Object.keys((shown as typeof definition).States);
  await panel.page.waitForSelector(`.node[data-id="/States/${first}"]`);
}

function run(id: string, status: 'SUCCEEDED'): RunView {
  return { id, title: id, outcome: { status, output: '{}', error: undefined, cause: undefined } };
}

/** A wait of a minute, then a task whose first attempt fails. */
function eventsOf(output: object): HistoryEvent[] {
  const text = JSON.stringify(output);
  const events = [
    { type: 'ExecutionStarted', after: 0, executionStartedEventDetails: { input: '{}' } },
    { type: 'WaitStateEntered', after: 0, stateEnteredEventDetails: { name: 'Pause', input: '{}' } },
    { type: 'WaitStateExited', after: 60, stateExitedEventDetails: { name: 'Pause', output: '{}' } },
    { type: 'TaskStateEntered', after: 60, stateEnteredEventDetails: { name: 'Charge', input: '{}' } },
    { type: 'TaskScheduled', after: 60, taskScheduledEventDetails: { parameters: '{}' } },
    { type: 'TaskFailed', after: 62, taskFailedEventDetails: { error: 'Busy', cause: '{"carriers":0}' } },
    { type: 'TaskScheduled', after: 63, taskScheduledEventDetails: { parameters: '{}' } },
    { type: 'TaskSucceeded', after: 64, taskSucceededEventDetails: { output: text } },
    {
      type: 'TaskStateExited',
      after: 64,
      stateExitedEventDetails: { name: 'Charge', output: text, assignedVariables: { paid: 'true' } },
    },
    { type: 'ExecutionSucceeded', after: 64, executionSucceededEventDetails: { output: text } },
  ];
  return dated(events.map((event, index) => ({ previousEventId: index, ...event })));
}

/** Item 0 passes both states, item 1 fails in the first. */
function mapEvents(): HistoryEvent[] {
  const entered = (name: string) => ({ stateEnteredEventDetails: { name, input: '{}' } });
  const exited = (name: string) => ({ stateExitedEventDetails: { name, output: '{}' } });
  const item = (kind: string, index: number) => ({
    [`mapIteration${kind}EventDetails`]: { name: 'Each', index },
  });
  const events = [
    { type: 'ExecutionStarted', previousEventId: 0 },
    { type: 'MapStateEntered', previousEventId: 0, ...entered('Each') },
    { type: 'MapStateStarted', previousEventId: 2, mapStateStartedEventDetails: { length: 2 } },
    { type: 'MapIterationStarted', previousEventId: 3, ...item('Started', 0) },
    { type: 'PassStateEntered', previousEventId: 4, ...entered('Odd?') },
    { type: 'PassStateExited', previousEventId: 5, ...exited('Odd?') },
    { type: 'PassStateEntered', previousEventId: 6, ...entered('Ship') },
    { type: 'PassStateExited', previousEventId: 7, ...exited('Ship') },
    { type: 'MapIterationSucceeded', previousEventId: 8, ...item('Succeeded', 0) },
    { type: 'MapIterationStarted', previousEventId: 3, ...item('Started', 1) },
    { type: 'PassStateEntered', previousEventId: 10, ...entered('Odd?') },
    {
      type: 'EvaluationFailed',
      previousEventId: 11,
      evaluationFailedEventDetails: { state: 'Odd?', error: 'States.Runtime' },
    },
    { type: 'MapIterationFailed', previousEventId: 12, ...item('Failed', 1) },
  ];
  return dated(events.map((event) => ({ after: 0, ...event })));
}

/** `after` counts seconds from the start. */
function dated(events: readonly { readonly after: number }[]): HistoryEvent[] {
  const start = Date.UTC(2026, 0, 1);
  return events.map(({ after: seconds, ...event }, index) => ({
    id: index + 1,
    timestamp: start + seconds * 1000,
    ...event,
  })) as unknown as HistoryEvent[];
}
