import * as vscode from 'vscode';
import type { TextRange } from '../language/text.ts';

/** A state of the picture, and where it is in the text. */
interface DrawnState {
  readonly id: string;
  readonly range: TextRange;
}

/** The states that hold a breakpoint of the text, each by its innermost one. */
export function statesWithBreakpoints(
  document: vscode.TextDocument,
  states: readonly DrawnState[],
): ReadonlyMap<string, readonly vscode.Breakpoint[]> {
  const found = new Map<string, vscode.Breakpoint[]>();
  for (const breakpoint of vscode.debug.breakpoints) {
    if (!(breakpoint instanceof vscode.SourceBreakpoint) || !breakpoint.enabled) continue;
    const { uri, range } = breakpoint.location;
    if (uri.toString() !== document.uri.toString()) continue;
    const state = innermost(document, states, range.start.line);
    if (state) found.set(state, [...(found.get(state) ?? []), breakpoint]);
  }
  return found;
}

/** Takes the breakpoints of a state away, or sets one on the line of its name. */
export function toggleBreakpoint(document: vscode.TextDocument, states: readonly DrawnState[], id: string): void {
  const there = statesWithBreakpoints(document, states).get(id);
  const range = states.find((state) => state.id === id)?.range;
  if (there) vscode.debug.removeBreakpoints(there);
  if (there || !range) return;
  const line = document.positionAt(range.start).line;
  const place = new vscode.Location(document.uri, new vscode.Position(line, 0));
  vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(place)]);
}

/** The state that has text on a line; of states inside each other the one that begins last. */
function innermost(document: vscode.TextDocument, states: readonly DrawnState[], line: number): string | undefined {
  const holding = states.filter(({ range }) => {
    return document.positionAt(range.start).line <= line && line <= document.positionAt(range.end).line;
  });
  return holding.sort((a, b) => b.range.start - a.range.start)[0]?.id;
}
