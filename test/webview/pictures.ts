import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildGraph } from '../../language/graph/buildGraph.ts';
import { readStateMachine } from '../../language/model/readStateMachine.ts';
import { parseText, type TextFormat } from '../../language/syntax/parseText.ts';
import { drive } from '../../runtime/drive.ts';
import { root } from '../../scripts/vscode.ts';
import { definitionText } from '../bench/definitions.ts';
import { openPanel, type Panel, type ThemeKind } from '../kit/browser.ts';
import { fails, start, succeeds } from '../kit/fakeHost.ts';

// The pictures of docs/graph.md: workflows in the panel alone, and a replay in the middle of a Map that fails.

const samples = ['human-approval', 'job-poller', 'record-transfer'];

/** Takes all of them in one theme, as `NAME-THEME.png` in a folder. */
export async function takeGraphPictures(folder: string, theme: string, kind: ThemeKind): Promise<void> {
  const panel = await openPanel({ theme: kind, size: { width: 1000, height: 760 } });
  const picture = (name: string) => panel.page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
  try {
    await panel.hears('ready');
    for (const sample of samples) {
      await show(panel, sample, readFileSync(join(root, 'samples', sample, 'jsonpath.asl.yaml'), 'utf8'), 'yaml');
      await picture(sample);
    }
    await show(panel, '300 states', definitionText('mix', 300, 'JSONPath'), 'json');
    await picture('large');
    await show(panel, 'shipments', JSON.stringify(shipments), 'json');
    await replayShipments(panel);
    await picture('failing-map');
  } finally {
    await panel.close();
  }
}

async function show(panel: Panel, title: string, text: string, format: TextFormat): Promise<void> {
  const graph = buildGraph(readStateMachine(parseText(text, format).root));
  await panel.send({ type: 'definitionShown', definition: { title, version: 1, graph, stale: false } });
  await panel.page.locator('.toolbar h1', { hasText: title }).waitFor();
  await panel.page.locator(`.node[data-id="${graph.scopes[0]?.nodes[1]?.id}"]`).waitFor();
  await panel.page.keyboard.press('0');
  // Pictures glide to their places.
  await panel.page.waitForTimeout(600);
}

const shipments = {
  StartAt: 'Each shipment',
  States: {
    'Each shipment': {
      Type: 'Map',
      MaxConcurrency: 2,
      ItemProcessor: {
        StartAt: 'Book carrier',
        States: {
          'Book carrier': {
            Type: 'Task',
            Resource: 'arn:aws:states:::lambda:invoke',
            Parameters: { FunctionName: 'book-carrier', 'Payload.$': '$' },
            Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 4 }],
            Next: 'Wait for pickup',
          },
          'Wait for pickup': { Type: 'Wait', Seconds: 20, Next: 'Print label' },
          'Print label': { Type: 'Pass', End: true },
        },
      },
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Tell support' }],
      Next: 'Report',
    },
    Report: { Type: 'Pass', End: true },
    'Tell support': { Type: 'Pass', End: true },
  },
};

/** The second shipment is refused at its third attempt. */
async function replayShipments(panel: Panel): Promise<void> {
  const { execution, clock } = start(shipments, [{ id: 1 }, { id: 2 }, { id: 3 }]);
  const asked = new Map<string, number>();
  await drive(execution, {
    clock,
    runTask: ({ input }) => {
      const item = JSON.stringify(input);
      const attempt = (asked.get(item) ?? 0) + 1;
      asked.set(item, attempt);
      if (!item.includes('"id":2')) return succeeds({ Payload: { booked: true } });
      return attempt < 3 ? fails('Busy', 'All carriers are on the road.') : fails('Refused', 'No carrier goes there.');
    },
  });
  const events = execution.eventsFrom(0);
  const run = { id: 'shipments', title: 'shipments', outcome: undefined };
  await panel.send({ type: 'runShown', run, events });
  const failed = events.findIndex(({ type }) => type === 'MapIterationFailed');
  await panel.page.getByRole('button', { name: 'What ran when' }).click();
  await panel.page.getByRole('tab', { name: 'Events' }).click();
  await panel.page.getByLabel('Moment').fill(String(failed + 1));
  await panel.page.getByLabel('Measure').selectOption('time');
  await panel.page.getByText(`${failed + 1} of ${events.length}`).waitFor();
  await panel.page.waitForTimeout(600);
}
