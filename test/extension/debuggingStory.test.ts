import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openVscodeWindow, type VscodeWindow } from '../kit/vscodeWindow.ts';
import * as story from './debuggingStory.ts';

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
});
