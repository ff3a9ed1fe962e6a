import { basename } from 'node:path';
import { diffGraphs } from '../../language/graph/diffGraphs.ts';
import type { Graph } from '../../language/graph/graph.ts';
import type { StateMachine } from '../../language/model/stateMachine.ts';
import { estimatedWidth } from '../../webview/drawing/glyphWidths.ts';
import { pictureFile } from '../../webview/drawing/pictureFile.ts';
import { LayoutCache } from '../../webview/layout/layoutCache.ts';
import { layoutGraph } from '../../webview/layout/layoutGraph.ts';
import { MarkIndex, type RunMarks } from '../../webview/runMarks.ts';
import { readHistory } from '../interpreter/readHistory.ts';
import { Replay } from '../interpreter/replay.ts';
import { readText } from './definitionFile.ts';
import { elkHere } from './elkHere.ts';
import type { GraphOptions } from './graphOptions.ts';
import { UsageError } from './terminal.ts';

/** The picture of a workflow, with a run in it if one is asked for, as an SVG file's text. */
export async function drawGraph(graph: Graph, options: GraphOptions): Promise<string> {
  const { file, run, theme, direction } = options;
  const marks = run === undefined ? undefined : marksOf(graph, run);
  const layout = await layoutGraph(graph, estimatedWidth, elkHere(), new LayoutCache(), direction);
  return pictureFile({ graph, layout, run: marks, theme, title: basename(file), measure: estimatedWidth });
}

/** Both versions in one picture, with a list of what changes. */
export async function drawDiff(before: StateMachine, after: StateMachine, options: GraphOptions): Promise<string> {
  const { file, diff: other = '', theme, direction } = options;
  const { graph, ...diff } = diffGraphs(before, after);
  const layout = await layoutGraph(graph, estimatedWidth, elkHere(), new LayoutCache(), direction);
  const title = `${basename(file)} → ${basename(other)}`;
  return pictureFile({ graph, layout, run: undefined, diff, theme, title, measure: estimatedWidth });
}

/** How the run stood at its end. */
function marksOf(graph: Graph, history: string): RunMarks {
  const { events, problem } = readHistory(readText(history));
  if (problem !== undefined) throw new UsageError(`${history} is no history: ${problem}`);
  return new MarkIndex(graph).marksAt(new Replay(events), events.length);
}
