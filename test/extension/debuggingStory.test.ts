import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openVscodeWindow, type VscodeWindow } from '../kit/vscodeWindow.ts';
import * as story from './debuggingStory.ts';
import * as launch from './launchStory.ts';

describe('debugging in the window', () => {
  let window: VscodeWindow;
  before(async () => {
    window = await openVscodeWindow({ workspace: story.ordersWorkspace(), size: { width: 1440, height: 900 } });
  });
  after(() => window?.close());

  test('debugging story: a breakpoint with a condition is set in the text and stops the run', async () => {
    await story.openWorkflow(window);
    await story.toggleBreakpointOnGraph(window, 'Report');
    await story.setConditionalBreakpoint(window);
    await story.start(window);
  });
  test('debugging story: the Variables view and a hover show what expressions see', async () => {
    assert.match(await story.readVariable(window), /limit.*100/);
    assert.match(await story.hoverLimit(window), /100/);
  });
  test('debugging story: a changed variable makes another future, which the graph follows, and back', async () => {
    await story.changeLimit(window);
    await story.stepOver(window);
    await story.graphShows(window, 'Pack', 'running');
    await story.stepBack(window);
    await story.graphShows(window, 'Pack', 'not running');
  });
  test('debugging story: an error says in the text what it is and what becomes of it', async () => {
    assert.match(
      await story.meetError(window),
      /SNS\.NotFoundException[\s\S]*There is no topic reports\.[\s\S]*Nothing catches it/,
    );
    await story.stop(window);
  });
  test('debugging story: a recorded execution is debugged to its failure, and saved', async () => {
    await story.debugRecorded(window);
    assert.match(await story.failure(window), /SNS\.Busy[\s\S]*Later\./);
    await story.stop(window);
    await story.saveRunInGraph(window);
    const [mocks, input] = await story.savedExecution(window);
    assert.match(mocks, /"Reports are closed"[\s\S]*"Recorded": \{\s*"Report": "Report in Recorded"/);
    assert.deepEqual(JSON.parse(input), { orders: [{ total: 7 }] });
  });
  test('debugging story: launch.json completes what a configuration may say, and whole ones', async () => {
    await launch.openLaunchJson(window);
    assert.deepEqual(await launch.offered(window, 'in a configuration', 'stopOn'), ['stopOnEnd', 'stopOnEntry']);
    const configurations = await launch.offered(window, 'after them', 'Stepwise');
    assert.ok(configurations.includes('Stepwise: Debug a Workflow'), configurations.join());
  });
  test('debugging story: a run of the panel is attached to, stops at a breakpoint, and goes on when it is left', async () => {
    await launch.toggleBreakpoint(window, '"Is it large?": {');
    await launch.toggleBreakpoint(window, '"Pack": {');
    await launch.runInPanel(window);
    await launch.startConfiguration(window, 'The Run of the Panel');
    await window.page.locator('.debug-toolbar').waitFor();
    await launch.answerInPanel(window, '{}');
    await story.stoppedAt(window, '"Pack": {');
    await launch.disconnect(window);
    await launch.headingInPanel(window, /Report|Failed/).waitFor();
  });
  test('debugging story: the input is asked for, then a task, and its answer is kept in the mock file', async () => {
    await launch.toggleBreakpoint(window, '"Pack": {');
    await launch.startConfiguration(window, 'Ask for the Input');
    await launch.answerBox(window, 'Input for orders.asl.json', { text: '{"orders":[{"total":900}]}' });
    await launch.answerBox(window, 'What does Approve give?', { text: '{"by":' });
    assert.match(await launch.problemInBox(window), /This is no JSON/);
    const button = 'Answer so, and keep it in the mock file';
    await launch.answerBox(window, 'What does Approve give?', { text: '{"by":"Ana"}', button });
    const mocks = JSON.parse(await launch.mocksWith(window, '"by": "Ana"'));
    assert.equal(mocks.StateMachines.orders.TestCases['Reports are closed'].Approve, 'ApproveAnswer');
    assert.match(await story.failure(window), /SNS\.NotFoundException/);
    await story.stop(window);
  });
});
