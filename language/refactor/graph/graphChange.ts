import { type GraphEdit, type GraphEditAnswer, refused } from '../../graph/graphEdit.ts';
import type { StateMachine } from '../../model/stateMachine.ts';
import { changesBorrowed } from '../../syntax/borrowedText.ts';
import type { SyntaxProblem } from '../../syntax/syntaxTree.ts';
import { applyEdits, areApart, type TextEdit } from '../../text.ts';
import type { WrittenDefinition } from '../mends/mend.ts';
import { addToGraph } from './graphAdd.ts';
import { deleteFromGraph } from './graphDelete.ts';
import { duplicateInGraph } from './graphDuplicate.ts';
import { setField } from './graphFields.ts';
import { stateWithId } from './graphPlaces.ts';
import { redirectInGraph } from './graphRedirect.ts';
import { renameInGraph } from './graphRename.ts';
import type { TaskStarter } from './graphStarters.ts';
import { wrapInGraph } from './graphWrap.ts';

/** What a change on the picture needs to know beside the definition. */
export interface GraphWorld {
  /** The same definition in another version of the document; undefined when it is not there. */
  read(text: string): { readonly machine: StateMachine; readonly problems: readonly SyntaxProblem[] } | undefined;
  readonly taskStarter?: TaskStarter;
}

/**
 * A change on the picture as minimal edits of the text. What the text does not allow, such as a definition whose
 * quotes are escaped, is refused: the text after the edits is read before anybody sees them.
 */
export function changeGraph(written: WrittenDefinition, edit: GraphEdit, world: GraphWorld): GraphEditAnswer {
  const answer = answerTo(written, edit, world);
  if (answer.kind !== 'edits') return answer;
  const edits = inOrder(withLineBreaksOf(written.text, answer.edits));
  // A name is the same wherever it stands; of anything else that states share, one of them cannot have another.
  const isShared = edit.kind !== 'rename' && changesBorrowed(written.text, written.root, edits);
  if (isShared) return refused('The text of this place counts in several places, by anchors of YAML.');
  const isSafe = edits.length > 0 && areApart(edits) && holds(written.text, edits, answer.selected, world);
  return isSafe ? { ...answer, edits } : refused('The text cannot be changed from the picture in this place.');
}

function answerTo(written: WrittenDefinition, edit: GraphEdit, world: GraphWorld): GraphEditAnswer {
  switch (edit.kind) {
    case 'add':
      return addToGraph(written, edit, world.taskStarter);
    case 'delete':
      return deleteFromGraph(written, edit);
    case 'rename':
      return renameInGraph(written, edit);
    case 'redirect':
      return redirectInGraph(written, edit);
    case 'duplicate':
      return duplicateInGraph(written, edit);
    case 'wrap':
      return wrapInGraph(written, edit);
    case 'setField':
      return setField(written, edit);
  }
}

/** The definition is as readable as before, and has what the change is about. */
function holds(text: string, edits: readonly TextEdit[], selected: string | undefined, { read }: GraphWorld): boolean {
  const before = read(text);
  const after = read(applyEdits(text, edits));
  if (!before || !after || errorsIn(after.problems) > errorsIn(before.problems)) return false;
  return selected === undefined || stateWithId(after.machine, selected) !== undefined;
}

function errorsIn(problems: readonly SyntaxProblem[]): number {
  return problems.filter(({ severity }) => severity === 'error').length;
}

function withLineBreaksOf(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  if (!text.includes('\r\n')) return edits;
  return edits.map(({ range, newText }) => ({ range, newText: newText.replaceAll(/\r?\n/g, '\r\n') }));
}

function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits.toSorted((one, other) => one.range.start - other.range.start || one.range.end - other.range.end);
}
