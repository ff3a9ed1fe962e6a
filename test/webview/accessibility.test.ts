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

/** The picture with a run that failed, its lanes and the details. */
async function openRun(size: { readonly width: number; readonly height: number }): Promise<EditedPanel> {
  const panel = await openEditedPanel(JSON.stringify(definition, null, 2), { size });
  const outcome = { status: 'FAILED', output: undefined, error: 'Failed', cause: 'because' } as const;
  await panel.send({ type: 'runShown', run: { id: 'r', title: 'A run', outcome }, events });
  await panel.page.waitForSelector('.node.is-failed');
  await panel.page.getByRole('button', { name: 'What ran when' }).click();
  await panel.page.locator('.bar.is-failed').waitFor();
  return panel;
}

test('accessibility: with forced colours signs and patterns still tell how states stand', async () => {
  const panel = await openRun({ width: 1200, height: 900 });
  try {
    await panel.page.emulateMedia({ forcedColors: 'active' });
    const signs = await panel.page
      .locator('.badge path')
      .evaluateAll((all) => all.map((path) => path.getAttribute('d')));
    assert.deepEqual([signs.length, new Set(signs).size], [3, 2]);
    const looks = (selector: string) =>
      panel.page
        .locator(selector)
        .first()
        .evaluate((each) => {
          const { backgroundImage, forcedColorAdjust } = getComputedStyle(each);
          return `${backgroundImage.slice(0, 9)} ${forcedColorAdjust}`;
        });
    assert.equal(await looks('.bar.is-failed'), 'repeating none');
    assert.equal(await looks('.bar.is-succeeded'), 'none none');
    const strokes = await panel.page.evaluate(() =>
      ['.state .box', '.edge .line'].map(
        (each) => getComputedStyle(document.querySelector(each) ?? document.body).stroke,
      ),
    );
    const text = await panel.page.evaluate(() => getComputedStyle(document.body).color);
    for (const stroke of strokes) assert.equal(stroke, text);
  } finally {
    await panel.close();
  }
});

for (const size of [
  { width: 640, height: 450 },
  { width: 420, height: 330 },
]) {
  test(`accessibility: at 200 % zoom of a window of ${size.width * 2} × ${size.height * 2} nothing lies over anything else`, async () => {
    const panel = await openRun(size);
    try {
      const { overlaps, sideways } = await panel.page.evaluate(() => {
        const parts = ['.toolbar', '.main', '.sidebar', '.lanes', '.timeline'].map((selector) => ({
          selector,
          box: document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect(),
        }));
        const overlap = parts.flatMap((one, at) =>
          parts.slice(at + 1).flatMap((other) => {
            const [across, down] = [
              Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left),
              Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top),
            ];
            return across > 1 && down > 1 ? [`${one.selector} and ${other.selector}`] : [];
          }),
        );
        return { overlaps: overlap, sideways: document.documentElement.scrollWidth - innerWidth };
      });
      assert.deepEqual(overlaps, []);
      assert.ok(sideways <= 0, `${sideways} px too wide`);
      const last = panel.page.getByLabel('Measure');
      await last.focus();
      await panel.page.waitForFunction(() => {
        const box = document.activeElement?.getBoundingClientRect();
        return box !== undefined && box.top >= 0 && box.bottom <= innerHeight;
      });
    } finally {
      await panel.close();
    }
  });
}

test('accessibility: what has the keyboard shows it, wherever Tab leads', async () => {
  const panel = await openRun({ width: 1200, height: 900 });
  try {
    const met = new Set<string>();
    await panel.page.locator('body').press('Tab');
    for (let step = 0; step < 40; step++) {
      const name = await panel.page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return undefined;
        return element.getAttribute('aria-label') ?? element.textContent?.slice(0, 30) ?? '';
      });
      if (name !== undefined) {
        met.add(name);
        await panel.page.waitForFunction(showsKeyboard, undefined, { timeout: 5_000 }).catch(() => {
          assert.fail(`${name} does not show that it has the keyboard`);
        });
      }
      await panel.page.keyboard.press('Tab');
    }
    for (const name of ['Workflow', 'Find a state', 'Play', 'Moment']) assert.ok(met.has(name), [...met].join(', '));
  } finally {
    await panel.close();
  }
});

/** Runs in the page: the picture shows the node that the keyboard is at, everything else an outline. */
function showsKeyboard(): boolean {
  const element = document.activeElement;
  if (element?.getAttribute('role') === 'tree') return document.querySelector('.stage.keyboard .focused') !== null;
  return element !== null && getComputedStyle(element).outlineStyle !== 'none';
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
