import { type InlayHint, InlayHintKind } from 'vscode-languageserver/node';
import { describeShape } from '../../language/shapes/shape.ts';
import { placeholderUses } from '../../language/syntax/substitutions.ts';
import { toJson } from '../../language/syntax/syntaxTree.ts';
import type { TextRange } from '../../language/text.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import type { Settings } from '../settings.ts';
import type { WorkflowData } from '../workflowData.ts';

/** The values of substitutions, and the shapes of what states give, in the visible part of a document. */
export function hintsIn(
  document: DocumentVersion,
  range: TextRange,
  { inlayHints }: Settings,
  data: WorkflowData,
): InlayHint[] {
  return document.definitions.flatMap((definition) => [
    ...(inlayHints.substitutions ? substitutionHints(document, definition, range) : []),
    ...(inlayHints.outputs ? outputHints(document, definition, range, data) : []),
  ]);
}

const mostCharacters = 60;

function substitutionHints(document: DocumentVersion, definition: Definition, range: TextRange): InlayHint[] {
  return placeholderUses(definition.root).flatMap((use) => {
    const value = definition.substitutions?.values.get(use.name)?.value;
    if (!isIn(use.range.end, range) || value === undefined || value.kind === 'hole') return [];
    const text = String(toJson(value));
    const shown = text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
    return [hint(document, use.range.end, `= ${shown}`)];
  });
}

/** At the end of the line that names the state. */
function outputHints(
  document: DocumentVersion,
  { machine }: Definition,
  range: TextRange,
  data: WorkflowData,
): InlayHint[] {
  const shapes = data.shapesIn(document.uri, machine);
  return machine.states.flatMap((state) => {
    if (state.type === 'Fail' || !isIn(state.nameRange.start, range)) return [];
    const { output } = shapes.get(state) ?? {};
    if (output === undefined || output.kind === 'unknown') return [];
    const found = document.text.slice(state.nameRange.end).search(/\r?\n/);
    const end = found < 0 ? document.text.length : state.nameRange.end + found;
    return [hint(document, end, `→ ${describeShape(output)}`)];
  });
}

function isIn(offset: number, { start, end }: TextRange): boolean {
  return start <= offset && offset <= end;
}

function hint({ lines }: DocumentVersion, offset: number, label: string): InlayHint {
  return { position: lines.positionAt(offset), label, kind: InlayHintKind.Type, paddingLeft: true };
}
