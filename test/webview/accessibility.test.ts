import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe, { type AxeResults } from 'axe-core';
import type { HistoryEvent } from '../../runtime/interpreter/events.ts';
import type { ThemeKind } from '../kit/browser.ts';
import { type EditedPanel, openEditedPanel } from '../kit/editedPanel.ts';

const definition = {
  StartAt: 'Fetch',
  States: {
    Fetch: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Next: 'Check' },
    Check: { Type: 'Choice', Choices: [{ Variable: '$.ok', IsNull: true, Next: 'Each' }], Default: 'Failed' },
    Each: {
      Type: 'Map',
      ItemProcessor: { StartAt: 'One', States: { One: { Type: 'Wait', Seconds: -1, End: true } } },
      End: true,
    },
    Failed: { Type: 'Fail' },
    Lost: { Type: 'Succeed' },
  },
};

const entered = (name: string) => ({
  stateEnteredEventDetails: { name, input: '{}', inputDetails: { truncated: false } },
});
const exited = (name: string) => ({
  stateExitedEventDetails: { name, output: '{}', outputDetails: { truncated: false } },
});
const events: readonly HistoryEvent[] = (
  [
    ['ExecutionStarted', {}],
    ['TaskStateEntered', entered('Fetch')],
    ['TaskStateExited', exited('Fetch')],
    ['ChoiceStateEntered', entered('Check')],
    ['ChoiceStateExited', exited('Check')],
    ['FailStateEntered', entered('Failed')],
    ['ExecutionFailed', { executionFailedEventDetails: { error: 'Failed', cause: 'because' } }],
  ] as const
).map(([type, details], index) => ({
  id: index + 1,
  previousEventId: index,
  timestamp: index * 500,
  type,
  ...details,
}));

for (const theme of ['dark', 'light', 'highContrast', 'highContrastLight'] satisfies ThemeKind[]) {
  test(`accessibility: axe finds no serious problem in the theme ${theme}`, async () => {
    const panel = await openEditedPanel(JSON.stringify(definition, null, 2), {
      theme,
      size: { width: 1200, height: 900 },
    });
    try {
      assert.deepEqual(await problemsIn(panel), [], 'the picture');
      await panel.page.locator('.node[data-id="/States/Each/ItemProcessor/States/One"]').click();
      await panel.page.getByRole('button', { name: 'Show details' }).click();
      await panel.answer();
      await panel.page.locator('.finding').first().waitFor();
      assert.deepEqual(await problemsIn(panel), [], 'the details');
      const outcome = { status: 'FAILED', output: undefined, error: 'Failed', cause: 'because' } as const;
      await panel.send({ type: 'runShown', run: { id: 'r', title: 'A run', outcome }, events });
      await panel.page.waitForSelector('.is-failed');
      for (const tab of ['Run', 'State', 'Events']) {
        await panel.page.getByRole('tab', { name: tab }).click();
        assert.deepEqual(await problemsIn(panel), [], `the tab ${tab} of a run`);
      }
      await panel.page.locator('.tree-twin').focus();
      await panel.page.keyboard.press('ContextMenu');
      await panel.page.getByRole('menu').waitFor();
      assert.deepEqual(await problemsIn(panel), [], 'the menu');
      await panel.page.keyboard.press('a');
      await panel.page.getByRole('dialog').waitFor();
      assert.deepEqual(await problemsIn(panel), [], 'the palette');
    } finally {
      await panel.close();
    }
  });
}

/** What axe calls serious or worse, each with the first place where it is. */
async function problemsIn({ page }: EditedPanel): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    () => (window as unknown as { axe: typeof axe }).axe.run() as Promise<AxeResults>,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary}`);
}
