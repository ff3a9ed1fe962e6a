import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildGraph } from '../../language/graph/buildGraph.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import type { HistoryEvent } from '../../runtime/interpreter/events.ts';
import type { DefinitionView } from '../../webview/messages.ts';
import { openPanel, type Panel, type ThemeKind } from '../kit/browser.ts';

let panel: Panel;

before(async () => {
  panel = await openPanel({ size: { width: 1100, height: 800 } });
  await panel.hears('ready');
  await show(trading);
  await panel.page.waitForSelector('.node');
});

after(() => panel.close());

const markup = '<img src=x onerror=alert(1)>';
const trading = {
  StartAt: 'Check price',
  States: {
    'Check price': {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Retry: [{ ErrorEquals: ['Busy'] }],
      Next: 'Route',
    },
    Route: { Type: 'Choice', Choices: [{ Variable: '$.price', NumericLessThan: 50, Next: 'Each' }], Default: markup },
    [markup]: { Type: 'Fail', Error: 'TooDear' },
    Each: { Type: 'Map', ItemProcessor: { StartAt: 'Buy', States: { Buy: { Type: 'Pass', End: true } } }, End: true },
  },
};

test('panel: draws states, labels and groups, and keeps to its content security policy', async () => {
  assert.equal(await panel.page.locator('.node.state').count(), 5);
  assert.deepEqual(await panel.page.locator('.label').allTextContents(), [
    'When: $.price < 50$.price < 50',
    'When no rule appliesotherwise',
  ]);
  assert.equal(await panel.page.locator('.frame').count(), 1);
  assert.deepEqual(panel.errors, []);
});

test('panel: names from the definition are text, never markup', async () => {
  assert.equal(await panel.page.locator('#app img').count(), 0);
  assert.equal(await panel.page.locator(`.node[data-id="/States/${markup}"] .name`).count(), 1);
});

test('panel: a click on a state asks for its text, and the text cursor marks its state', async () => {
  await panel.page.locator('.node[data-id="/States/Route"]').click();
  assert.deepEqual(await panel.hears('stateClicked'), {
    type: 'stateClicked',
    place: { state: '/States/Route' },
  });
  await panel.send({ type: 'cursorMoved', place: { state: '/States/Check price' } });
  await panel.page.waitForSelector('.node.cursor[data-id="/States/Check price"]');
});

test('panel: arrow keys follow transitions and Enter goes to the text', async () => {
  const heard = panel.said.length;
  await panel.page.locator('.tree-twin').focus();
  await panel.page.keyboard.press('ArrowUp');
  await panel.page.waitForSelector('.node.focused[data-id="/States/Check price"]');
  await panel.page.keyboard.press('ArrowDown');
  await panel.page.keyboard.press('ArrowDown');
  await panel.page.keyboard.press('Alt+ArrowDown');
  await panel.page.waitForSelector('.node.focused[data-id^="/States/Each/"]');
  await panel.page.keyboard.press('Alt+ArrowUp');
  await panel.page.keyboard.press('Enter');
  assert.deepEqual(await panel.hears('stateClicked', heard), {
    type: 'stateClicked',
    place: { state: '/States/Each' },
    focusText: true,
  });
});

test('panel: breakpoints are dots on states, set and taken away from the picture', async () => {
  const heard = panel.said.length;
  const state = '/States/Check price';
  await panel.page.locator('.tree-twin').focus();
  await panel.page.keyboard.press('F9');
  assert.equal((await panel.hears('breakpointToggled', heard)).type, 'breakpointToggled');
  await panel.send({ type: 'breakpointsShown', states: [state] });
  const dot = panel.page.locator(`.node[data-id="${state}"] .breakpoint`);
  await dot.waitFor();
  const twin = panel.page.locator('[role=treeitem]', { hasText: 'has a breakpoint' });
  assert.match((await twin.textContent()) ?? '', /^Check price/);
  const again = panel.said.length;
  await dot.click();
  assert.deepEqual(await panel.hears('breakpointToggled', again), { type: 'breakpointToggled', state });
  await panel.send({ type: 'breakpointsShown', states: [] });
  await dot.waitFor({ state: 'detached' });
});

test('panel: Ctrl+F finds states, and Enter goes on to the next', async () => {
  await panel.page.keyboard.press('Control+f');
  await panel.page.keyboard.type('uy');
  await panel.page.waitForSelector('.node.selected[data-id="/States/Each/ItemProcessor/States/Buy"]');
  assert.equal(await panel.page.locator('.found').textContent(), '1 of 1');
  await panel.page.getByLabel('Find a state').fill('LAMBDA');
  await panel.page.waitForSelector('.node.selected[data-id="/States/Check price"]');
  await panel.page.keyboard.press('Escape');
  assert.equal(await panel.page.locator('.found').textContent(), '');
});

test('panel: a recorded run says where it comes from and has nothing to stop', async () => {
  const other = await openPanel();
  await other.hears('ready');
  await other.send({ type: 'definitionShown', definition: view(trading) });
  const run = {
    id: 'recorded',
    title: 'history.json',
    outcome: undefined,
    recorded: { from: 'history.json', isPartial: true },
  };
  await other.send({ type: 'runShown', run, events: events.slice(0, 8) });
  await other.page.getByText('Recorded history from history.json. Some of its events are missing.').waitFor();
  await other.page.waitForSelector('.node.is-running[data-id="/States/Route"]');
  assert.equal(await other.page.getByRole('button', { name: 'Stop' }).count(), 0);
  await other.close();
});

test('panel: nothing stays hidden when a large picture becomes a small one', async () => {
  const other = await openPanel();
  await other.hears('ready');
  const chain = (length: number) => {
    const names = Array.from({ length }, (_, index) => `S${index}`);
    const state = (name: string, index: number) => {
      const next = names[index + 1];
      return [name, { Type: 'Pass', ...(next === undefined ? { End: true } : { Next: next }) }];
    };
    return { StartAt: 'S0', States: Object.fromEntries(names.map(state)) };
  };
  await other.send({ type: 'definitionShown', definition: view(chain(400)) });
  await other.page.locator('.node.unseen').first().waitFor({ state: 'attached' });
  await other.send({ type: 'definitionShown', definition: view(chain(3)) });
  await other.page.locator('.node.unseen').first().waitFor({ state: 'detached' });
  assert.equal(await other.page.locator('.node:visible').count(), 5);
  await other.close();
});

test('panel: the picture has a tree twin that says what each state is', async () => {
  const items = await panel.page.locator('[role=treeitem]').allTextContents();
  assert.ok(
    items.includes('Check price, Task state, lambda invoke, tries again after errors, leads to Route'),
    items.join('\n'),
  );
  const levels = await panel.page
    .locator('[role=treeitem]')
    .evaluateAll((all) => all.map((item) => `${item.getAttribute('aria-level')} ${item.textContent?.split(',')[0]}`));
  // What is inside a group follows it at once: so a screen reader knows what is inside of what.
  assert.equal(levels[levels.indexOf('1 Each') + 1], '2 Buy', levels.join('\n'));
});

test('panel: zooms to the pointer', async () => {
  const middle = async (): Promise<{ x: number; y: number }> => {
    const box = await panel.page.locator('.node[data-id="/States/Route"] .tile').boundingBox();
    assert.ok(box);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const at = await middle();
  await panel.page.mouse.move(at.x, at.y);
  await panel.page.keyboard.down('Control');
  await panel.page.mouse.wheel(0, -40);
  await panel.page.keyboard.up('Control');
  const then = await middle();
  assert.ok(Math.hypot(then.x - at.x, then.y - at.y) < 2, JSON.stringify([at, then]));
});

test('panel: an input is checked as it is typed, and a run is asked for with it', async () => {
  const inputs = [{ label: 'input.json', text: '{"a": 1}' }];
  const setup = { inputs, mockFile: 'mocks.json', mockCases: ['Happy'], mockCase: 'Happy', mockProblem: undefined };
  await panel.send({ type: 'runOffered', focus: true, setup });
  const input = panel.page.locator('textarea[aria-label=Input]');
  const run = panel.page.getByRole('button', { name: 'Run workflow' });
  await input.fill('{"a": ');
  await panel.page.waitForSelector('textarea.invalid');
  assert.equal(await run.isDisabled(), true);
  await input.fill('{"a": 2}');
  await run.click();
  assert.deepEqual(await panel.hears('runRequested'), { type: 'runRequested', input: '{"a": 2}', mockCase: 'Happy' });
});

test('panel: several tasks may ask at once, and each gets its own answer', async () => {
  await panel.send({
    type: 'runShown',
    run: { id: 'r', title: 'Run 1', outcome: undefined },
    events: events.slice(0, 3),
  });
  for (const id of ['q1', 'q2']) {
    const asked = {
      id,
      runId: 'r',
      state: 'Check price',
      resource: 'arn',
      input: '{}',
      suggestion: '{"price":1}',
      canRemember: true,
    };
    await panel.send({ type: 'taskAsked', question: asked });
  }
  const [first, second] = [panel.page.locator('.question').nth(0), panel.page.locator('.question').nth(1)];
  await second.waitFor();
  await first.getByLabel('Fails').check();
  await first.getByLabel('Error').fill('Busy');
  await first.getByRole('button', { name: 'Fail task' }).click();
  const refused = { kind: 'failed', error: 'Busy', cause: '' };
  assert.deepEqual(await panel.hears('taskAnswered'), {
    type: 'taskAnswered',
    questionId: 'q1',
    answer: refused,
    remember: false,
  });
  await panel.send({ type: 'taskWithdrawn', questionId: 'q2' });
  await panel.page.waitForFunction(() => document.querySelectorAll('.question').length === 0);
});

test('panel: a run is followed live and scrubbed afterwards', async () => {
  await panel.send({ type: 'eventsAdded', runId: 'r', events: events.slice(3) });
  await panel.send({
    type: 'runEnded',
    runId: 'r',
    outcome: { status: 'FAILED', output: undefined, error: 'TooDear', cause: undefined },
  });
  await panel.page.waitForSelector('.is-succeeded[data-id="/States/Check price"]');
  await panel.page.waitForSelector(`.is-failed[data-id="/States/${markup}"]`);
  assert.equal(await panel.page.locator('.edge.now').getAttribute('data-id'), '/States/Route/Default');
  const slider = panel.page.getByRole('slider', { name: 'Moment' });
  await slider.focus();
  await panel.page.keyboard.press('Home');
  await panel.page.keyboard.press('ArrowRight');
  await panel.page.keyboard.press('ArrowRight');
  await panel.page.waitForSelector('.is-running[data-id="/States/Check price"]');
  assert.equal(await panel.page.locator('.is-failed').count(), 0);
});

test('panel: details show the selected state at the moment', async () => {
  await panel.page.getByRole('button', { name: 'Go to the failure' }).click();
  await panel.page.locator('.node[data-id="/States/Check price"]').click();
  const details = panel.page.locator('#panel-state');
  await details.getByRole('heading', { name: 'Output' }).waitFor();
  assert.match((await details.textContent()) ?? '', /2 attempts.*Busy after 1.0 s.*"price": 60/s);
});

test('panel: the events can be filtered and chosen', async () => {
  await panel.page.getByRole('tab', { name: 'Events' }).click();
  await panel.page.getByLabel('Filter events').fill('route');
  await panel.page.waitForFunction(() => document.querySelectorAll('.event-row').length === 2);
  await panel.page.locator('.event-row').first().click();
  await panel.page.waitForSelector('.is-running[data-id="/States/Route"]');
});

test('panel: text that cannot be read leaves the last picture, with a note', async () => {
  await show(trading, { stale: true });
  await panel.page.getByText('The text cannot be read').waitFor();
  assert.equal(await panel.page.locator('.node.state').count(), 5);
});

test('panel: an edit keeps the shapes that did not change', async () => {
  await panel.page
    .locator('.node[data-id="/States/Route"]')
    .evaluate((shape) => shape.setAttribute('data-kept', 'yes'));
  const { Each, ...rest } = trading.States;
  await show({ ...trading, States: { ...rest, Each: { ...Each, MaxConcurrency: 2 } } });
  await panel.page.locator('.detail', { hasText: 'each item · 2 at a time' }).waitFor();
  assert.equal(await panel.page.locator('[data-kept=yes]').count(), 1);
});

for (const theme of ['light', 'highContrast', 'highContrastLight'] satisfies ThemeKind[]) {
  test(`panel: names can be read in the theme ${theme}`, async () => {
    const other = await openPanel({ theme });
    await other.hears('ready');
    await other.send({ type: 'definitionShown', definition: view(trading) });
    await other.page.waitForSelector('.node');
    const contrast = await other.page.evaluate(contrastOfNames);
    assert.deepEqual(other.errors, []);
    await other.close();
    assert.ok(contrast >= 4.5, `contrast ${contrast}`);
  });
}

/** Runs in the page: between a state's name and its box. */
function contrastOfNames(): number {
  const context = document.createElement('canvas').getContext('2d');
  const luminance = (selector: string): number => {
    const element = document.querySelector(selector);
    if (!context || !element) return 0;
    context.fillStyle = getComputedStyle(element).fill;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = [...context.getImageData(0, 0, 1, 1).data].map(
      (value) => (value / 255) ** 2.2,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [name, box] = [luminance('.state .name'), luminance('.state .box')];
  return (Math.max(name, box) + 0.05) / (Math.min(name, box) + 0.05);
}

const truncated = { truncated: false };
const events: readonly HistoryEvent[] = (
  [
    ['ExecutionStarted', 0, {}],
    [
      'TaskStateEntered',
      0,
      { stateEnteredEventDetails: { name: 'Check price', input: '{}', inputDetails: truncated } },
    ],
    [
      'TaskScheduled',
      2,
      { taskScheduledEventDetails: { resourceType: 'lambda', resource: 'invoke', region: 'r', parameters: '{}' } },
    ],
    ['TaskFailed', 3, { taskFailedEventDetails: { resourceType: 'lambda', resource: 'invoke', error: 'Busy' } }],
    [
      'TaskScheduled',
      4,
      { taskScheduledEventDetails: { resourceType: 'lambda', resource: 'invoke', region: 'r', parameters: '{}' } },
    ],
    ['TaskSucceeded', 5, {}],
    [
      'TaskStateExited',
      6,
      { stateExitedEventDetails: { name: 'Check price', output: '{"price":60}', outputDetails: truncated } },
    ],
    ['ChoiceStateEntered', 7, { stateEnteredEventDetails: { name: 'Route', input: '{}', inputDetails: truncated } }],
    ['ChoiceStateExited', 8, { stateExitedEventDetails: { name: 'Route', output: '{}', outputDetails: truncated } }],
    ['FailStateEntered', 9, { stateEnteredEventDetails: { name: markup, input: '{}', inputDetails: truncated } }],
    ['ExecutionFailed', 10, { executionFailedEventDetails: { error: 'TooDear' } }],
  ] as const
).map(([type, previousEventId, details], index) => ({
  id: index + 1,
  previousEventId,
  timestamp: index * 500,
  type,
  ...details,
}));

function view(definition: object, rest: Partial<DefinitionView> = {}): DefinitionView {
  const graph = buildGraph(readStateMachine(parseJson(JSON.stringify(definition)).root));
  return { title: 'trading.asl.json', version: 1, graph, stale: false, ...rest };
}

function show(definition: object, rest: Partial<DefinitionView> = {}): Promise<void> {
  return panel.send({ type: 'definitionShown', definition: view(definition, rest) });
}
