import { workflowNameOf } from '../mocks/mockPlaces.ts';
import { changesBorrowed } from '../syntax/borrowedText.ts';
import { parseText } from '../syntax/parseText.ts';
import type { TextRange } from '../text.ts';
import { addCatcher, addRetriers } from './addErrorHandling.ts';
import { extractStates } from './extractStates.ts';
import { stateAround } from './findNode.ts';
import { convertFormat } from './format/convertFormat.ts';
import { inlinePass } from './inlinePass.ts';
import { type Converted, machineToJsonata, sharedReason, stateToJsonata } from './jsonata/toJsonata.ts';
import type { Change, WrittenDefinition } from './mends/mend.ts';
import { renameOldFields } from './renameOldFields.ts';
import { sortStates } from './sortStates.ts';

/** A rewriting, or one that is not possible here, with the reason. */
export interface Refactoring extends Change {
  readonly refused?: string;
}

/** The rewritings that make sense for what is selected. Conversions and the order of states keep what the definition does. */
export function refactoringsAt(range: TextRange, written: WrittenDefinition): readonly Refactoring[] {
  const parts = [
    ...ofState(range.start, written),
    ...extractStates(range, written),
    ...sortStates(range.start, written),
  ];
  const found = [...parts.map((each) => keepingShared(each, written)), ...ofMachine(written), ...convertFile(written)];
  return found.filter(({ edits, refused }) => edits.length > 0 || refused !== undefined);
}

function ofState(offset: number, written: WrittenDefinition): readonly Refactoring[] {
  const { machine } = written;
  const state = stateAround(machine, offset);
  if (!state) return [];
  const isJsonPath = state.queryLanguage === 'JSONPath' && machine.queryLanguage === 'JSONPath';
  return [
    ...addRetriers(state, written),
    ...addCatcher(state, written),
    ...renameOldFields(state, written),
    ...inlinePass(state, written),
    ...(isJsonPath ? [refactoring(`Convert “${state.name}” to JSONata`, stateToJsonata(state, written))] : []),
  ];
}

function ofMachine(written: WrittenDefinition): readonly Refactoring[] {
  const { machine } = written;
  if (machine.queryLanguage !== 'JSONPath' || machine.states.length === 0) return [];
  return [refactoring('Convert the state machine to JSONata', machineToJsonata(written))];
}

/** What several states share, one of them cannot have otherwise; nor can a new file share what stays behind. */
function keepingShared(change: Refactoring, { text, root }: WrittenDefinition): Refactoring {
  const { edits, newFile } = change;
  const format = newFile && /\.ya?ml$/.test(newFile.name) ? 'yaml' : 'json';
  const isTorn = newFile && parseText(newFile.text, format).problems.some(({ severity }) => severity === 'error');
  return isTorn || changesBorrowed(text, root, edits)
    ? { title: change.title, edits: [], refused: sharedReason }
    : change;
}

/** The file in the other format, and named so. */
function convertFile({ text, file }: WrittenDefinition): readonly Refactoring[] {
  if (file === undefined) return [];
  const [title, ending] =
    file.format === 'json'
      ? (['Convert the file to YAML', 'yaml'] as const)
      : (['Convert the file to JSON', 'json'] as const);
  const converted = convertFormat(text, file.format);
  if (converted.kind === 'refused') return [{ title, edits: [], refused: converted.reason }];
  const edits = [{ range: { start: 0, end: text.length }, newText: converted.text }];
  return [{ title, edits, newName: `${workflowNameOf(file.name)}.asl.${ending}` }];
}

function refactoring(title: string, converted: Converted): Refactoring {
  return converted.kind === 'converted'
    ? { title, edits: converted.edits }
    : { title, edits: [], refused: converted.reason };
}
