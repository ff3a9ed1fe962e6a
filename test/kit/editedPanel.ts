import { checkDefinition } from '../../language/checks/checkDefinition.ts';
import { buildGraph } from '../../language/graph/buildGraph.ts';
import { changeGraph } from '../../language/refactor/graph/graphChange.ts';
import { detailsOf } from '../../language/refactor/graph/graphFields.ts';
import { stateWithId } from '../../language/refactor/graph/graphPlaces.ts';
import { parseText } from '../../language/syntax/parseText.ts';
import { applyEdits } from '../../language/text.ts';
import type { EditOutcome, FromWebview } from '../../webview/messages.ts';
import { openPanel, type Panel, type PanelOptions } from './browser.ts';

/** A panel with a text behind it that follows what is changed on the picture, as the editor's text does. */
export interface EditedPanel extends Panel {
  text(): string;
  /** Of the text, as the panel is told it. */
  version(): number;
  /** Types another text. */
  type(text: string): Promise<void>;
  /** Answers all that the panel has asked for by now. */
  answer(): Promise<void>;
}

export async function openEditedPanel(text: string, options: PanelOptions = {}): Promise<EditedPanel> {
  const panel = await openPanel(options);
  let current = text;
  let version = 1;
  let answered = 0;
  const read = (written: string) => {
    const parsed = parseText(written, 'json');
    return { text: written, root: parsed.root, ...checkDefinition(parsed), problems: parsed.problems };
  };
  const show = () => {
    const graph = buildGraph(read(current).machine);
    return panel.send({
      type: 'definitionShown',
      definition: { title: 'edited.asl.json', version, graph, stale: false },
    });
  };
  const hear = async (message: FromWebview): Promise<void> => {
    if (message.type === 'detailsRequested') {
      const { machine, findings } = read(current);
      const state = stateWithId(machine, message.state);
      await panel.send({
        type: 'detailsShown',
        state: message.state,
        details: state && detailsOf(state, findings),
      });
    }
    if (message.type !== 'editRequested') return;
    const outcome = outcomeOf(message);
    await panel.send({ type: 'editAnswered', edit: message.edit, outcome });
    if (outcome.kind === 'done') await show();
  };
  const outcomeOf = (message: Extract<FromWebview, { type: 'editRequested' }>): EditOutcome => {
    if (message.version !== version) return { kind: 'refused', reason: 'The text has changed.' };
    const answer = changeGraph(read(current), message.edit, { read });
    if (answer.kind !== 'edits') return answer;
    current = applyEdits(current, answer.edits);
    version++;
    return { kind: 'done', version, selected: answer.selected };
  };
  await panel.hears('ready');
  await show();
  await panel.page.waitForSelector('.node');
  return {
    ...panel,
    text: () => current,
    version: () => version,
    type: async (typed) => {
      current = typed;
      version++;
      await show();
    },
    async answer() {
      // What the page said before it is asked something has arrived by then.
      await panel.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));
      while (answered < panel.said.length) {
        const message = panel.said[answered++];
        if (message) await hear(message);
      }
      await panel.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));
    },
  };
}
