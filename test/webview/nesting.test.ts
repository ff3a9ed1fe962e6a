import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildGraph } from '../../language/graph/buildGraph.ts';
import type { Graph } from '../../language/graph/graph.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { parseJson } from '../../language/syntax/parseJson.ts';
import type { HistoryEvent } from '../../runtime/interpreter/events.ts';
import type { NestedView } from '../../webview/messages.ts';
import { openPanel, type Panel } from '../kit/browser.ts';
import { until } from '../kit/until.ts';

// A workflow that another one starts, shown inside the Task that starts it.

const starts = (next: object) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::states:startExecution.sync:2',
  Parameters: { StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:child' },
  ...next,
});
const parent = graphOf('Order', {
  Order: { Type: 'Pass', Next: 'Ship' },
  Ship: starts({ Next: 'Done' }),
  Done: { Type: 'Succeed' },
});
// Its first state has the name of one of the parent's.
const child = graphOf('Order', { Order: { Type: 'Pass', Next: 'Again' }, Again: starts({ End: true }) });

function graphOf(first: string, states: Readonly<Record<string, object>>): Graph {
  return buildGraph(readStateMachine(parseJson(JSON.stringify({ StartAt: first, States: states })).root));
}

let panel: Panel;
let version = 0;
before(async () => {
  panel = await openPanel({ size: { width: 1400, height: 1000 } });
  await panel.hears('ready');
  await show(parent);
});
after(() => panel.close());

test('nesting: a press on its sign opens what a Task starts inside it, drawn as another file', async () => {
  await node('/States/Ship').locator('.starts').click();
  assert.deepEqual((await panel.hears('tasksOpened')).opened, [['/States/Ship']]);
  await nest([{ tasks: ['/States/Ship'], title: 'child.asl.json', graph: child }]);
  await node('/States/Ship ▸ /States/Order').waitFor();
  await panel.page.locator('.frame.elsewhere', { hasText: 'child.asl.json' }).waitFor();
  const [outer, inner] = await Promise.all([boxOf('/States/Ship'), boxOf('/States/Ship ▸ /States/Order')]);
  assert.ok(outer.x < inner.x && outer.y < inner.y && outer.right > inner.right && outer.bottom > inner.bottom);
});

test('nesting: stays open while the workflow around it is changed, also when the Task is renamed', async () => {
  const heard = panel.said.length;
  await show(
    graphOf('Order', {
      Order: { Type: 'Pass', Next: 'Send' },
      Send: starts({ Next: 'Done' }),
      Done: { Type: 'Succeed' },
    }),
  );
  await node('/States/Send ▸ /States/Order').waitFor();
  assert.deepEqual((await panel.hears('tasksOpened', heard)).opened, [['/States/Send']]);
  await show(parent);
  await node('/States/Ship ▸ /States/Order').waitFor();
});

test('nesting: is drawn anew when the file of what is started changes', async () => {
  const changed = graphOf('Pack', { Pack: { Type: 'Pass', End: true } });
  await nest([{ tasks: ['/States/Ship'], title: 'child.asl.json', graph: changed }]);
  await node('/States/Ship ▸ /States/Pack').waitFor();
  await nest([{ tasks: ['/States/Ship'], title: 'child.asl.json', graph: child }]);
  await node('/States/Ship ▸ /States/Order').waitFor();
});

test('nesting: the keyboard goes in and opens the text there, and what another file says is not changed', async () => {
  const heard = panel.said.length;
  await node('/States/Ship').locator('.name').first().click();
  await panel.page.keyboard.press('Alt+ArrowDown');
  await panel.page.keyboard.press('ArrowDown');
  await panel.page.waitForSelector('.node.focused[data-id="/States/Ship ▸ /States/Order"]');
  await panel.page.keyboard.press('Enter');
  const place = { state: '/States/Order', within: ['/States/Ship'] };
  await until(() => panel.said.some((each) => each.type === 'stateClicked' && each.focusText === true));
  assert.deepEqual(
    panel.said.slice(heard).findLast(({ type }) => type === 'stateClicked'),
    {
      type: 'stateClicked',
      place,
      focusText: true,
    },
  );
  await panel.page.keyboard.press('Delete');
  await panel.page.locator('.notice', { hasText: 'This is part of child.asl.json' }).waitFor();
  assert.ok(!panel.said.some(({ type }) => type === 'editRequested'));
});

test('nesting: the line over the picture leads from the workflow to the state and back', async () => {
  await panel.page.keyboard.press('Space');
  const line = panel.page.locator('.crumbs');
  await until(async () => (await line.locator('li').allTextContents()).join(' ') === 'parent.asl.json Ship Order');
  await line.getByRole('button', { name: 'Ship' }).click();
  await panel.page.waitForSelector('.node.selected[data-id="/States/Ship"]');
});

test('nesting: screen readers hear what is inside right behind the Task, and which file it is of', async () => {
  const items = await panel.page.getByRole('treeitem').allTextContents();
  const task = items.findIndex((words) => words.startsWith('Ship'));
  assert.match(items[task] ?? '', /starts a workflow/);
  assert.match(items[task + 1] ?? '', /^Order.*child\.asl\.json/);
  const levels = await panel.page.getByRole('treeitem').evaluateAll((all) => all.map((each) => each.ariaLevel));
  assert.deepEqual(levels.slice(task, task + 2), ['1', '2']);
});

test('nesting: search finds states inside, and a double click opens their text', async () => {
  await panel.page.getByLabel('Find a state').fill('again');
  await panel.page.waitForSelector('.node.selected[data-id="/States/Ship ▸ /States/Again"]');
  await panel.page.getByLabel('Find a state').fill('');
  const heard = panel.said.length;
  await node('/States/Ship ▸ /States/Again').locator('.name').dblclick();
  assert.deepEqual((await panel.hears('stateClicked', heard)).place, {
    state: '/States/Again',
    within: ['/States/Ship'],
  });
});

test('nesting: a run of the workflow marks none of the states inside, whatever their names', async () => {
  const run = { id: 'run', title: 'parent', outcome: undefined };
  await panel.send({ type: 'runShown', run, events: eventsOf(['Order', 'Ship']) });
  await panel.page.waitForSelector('.node.is-succeeded[data-id="/States/Order"]');
  assert.equal(await panel.page.locator('[data-id^="/States/Ship ▸"][class*="is-"]').count(), 0);
});

test('nesting: what the run has started is marked inside, as far as it had come at the moment', async () => {
  const submitted = {
    type: 'TaskSubmitted',
    taskSubmittedEventDetails: { output: JSON.stringify({ ExecutionArn: 'arn:child' }) },
  };
  const run = { id: 'starting', title: 'parent', outcome: undefined };
  await panel.send({ type: 'runShown', run, events: eventsOf(['Order', 'Ship'], [submitted]) });
  const events = eventsOf(['Order', 'Again']);
  await panel.send({ type: 'startedEvents', runId: 'starting', execution: 'arn:child', from: 0, events });
  await panel.page.waitForSelector('.node.is-succeeded[data-id="/States/Ship ▸ /States/Order"]');
  await panel.page.waitForSelector('.node.is-running[data-id="/States/Ship ▸ /States/Again"]');
  await panel.page.waitForSelector('.edge.now[data-id="/States/Ship ▸ /States/Order/Next"]', { state: 'attached' });
  await panel.page.getByLabel('Moment').fill('3');
  await panel.page.waitForFunction(() => !document.querySelector('[data-id^="/States/Ship ▸"][class*="is-"]'));
});

test('nesting: opens further inside, no deeper than is asked for, and closes with all that is in it', async () => {
  await node('/States/Ship ▸ /States/Again').locator('.starts').click();
  const deeper = ['/States/Ship', '/States/Again'];
  await until(() => JSON.stringify(lastOpened()) === JSON.stringify([['/States/Ship'], deeper]));
  const title = 'child.asl.json';
  await nest([
    { tasks: ['/States/Ship'], title, graph: child },
    { tasks: deeper, title, graph: child },
  ]);
  await node('/States/Ship ▸ /States/Again ▸ /States/Again').waitFor();
  await panel.page.getByRole('button', { name: 'Show everything' }).click();
  await node('/States/Ship').locator('.starts').first().click();
  await node('/States/Ship ▸ /States/Order').waitFor({ state: 'detached' });
  assert.deepEqual(lastOpened(), []);
});

test('nesting: what is not in the workspace is said, and stays closed', async () => {
  await node('/States/Ship').locator('.starts').click();
  await until(() => lastOpened()?.length === 1);
  await nest([{ tasks: ['/States/Ship'], title: '', graph: undefined }]);
  await panel.page.locator('.notice', { hasText: 'not in the workspace' }).waitFor();
  await until(() => lastOpened()?.length === 0);
});

test('nesting: the menu of such a Task asks for the graph of what it starts', async () => {
  await node('/States/Ship').locator('.name').click({ button: 'right' });
  await panel.page.getByRole('menuitem', { name: 'Open the graph of what it starts' }).click();
  assert.deepEqual((await panel.hears('nestedOpened')).task, { state: '/States/Ship' });
});

test('nesting: nothing was logged as an error on the way', () => assert.deepEqual(panel.errors, []));

function node(id: string) {
  return panel.page.locator(`.node[data-id="${id}"]`);
}

async function boxOf(id: string) {
  const { x, y, width, height } = (await node(id).locator('.box').first().boundingBox()) ?? assert.fail(id);
  return { x, y, right: x + width, bottom: y + height };
}

async function show(graph: Graph): Promise<void> {
  version++;
  await panel.send({ type: 'definitionShown', definition: { title: 'parent.asl.json', version, graph, stale: false } });
}

function nest(machines: readonly NestedView[]): Promise<void> {
  return panel.send({ type: 'nestedShown', machines });
}

function lastOpened() {
  const message = panel.said.findLast((each) => each.type === 'tasksOpened');
  return message?.type === 'tasksOpened' ? message.opened : undefined;
}

/** A run that has left all of these states but the last. */
function eventsOf(names: readonly string[], then: readonly object[] = []): HistoryEvent[] {
  const events: object[] = [{ type: 'ExecutionStarted' }];
  for (const [index, name] of names.entries()) {
    const type = name === 'Ship' ? 'TaskStateEntered' : 'PassStateEntered';
    events.push({ type, stateEnteredEventDetails: { name, input: '{}' } });
    if (index < names.length - 1)
      events.push({ type: 'PassStateExited', stateExitedEventDetails: { name, output: '{}' } });
  }
  return [...events, ...then].map((event, index) => ({
    ...event,
    id: index + 1,
    previousEventId: index,
    timestamp: index,
  })) as never;
}
