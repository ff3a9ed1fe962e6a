import type * as vscode from 'vscode';
import { outcomeIn } from '../runtime/interpreter/readHistory.ts';
import { chooseHistory } from './chooseHistory.ts';
import type { GraphPanels } from './graphPanels.ts';
import type { Workbench } from './workbench.ts';

/** Shows an execution that was recorded in the graph of its workflow. */
export async function replayHistory(
  document: vscode.TextDocument,
  panels: GraphPanels,
  { server }: Workbench,
): Promise<void> {
  const chosen = await chooseHistory({ title: 'Replay Execution History', openLabel: 'Replay' });
  if (!chosen) return;
  const { from, events, isPartial } = chosen;
  const run = {
    id: `recorded-${Date.now()}`,
    title: from,
    outcome: outcomeIn(events),
    recorded: { from, isPartial },
  };
  panels.show(document).replay({ type: 'runShown', run, events });
  void server.tellRun(document.uri, events);
}
