import { workflowNameOf } from '../mocks/mockPlaces.ts';
import type { TextRange } from '../text.ts';
import { addCatcher, addRetriers } from './addErrorHandling.ts';
import { extractStates } from './extractStates.ts';
import { stateAround } from './findNode.ts';
import { convertFormat } from './format/convertFormat.ts';
import { inlinePass } from './inlinePass.ts';
import { type Converted, machineToJsonata, stateToJsonata } from './jsonata/toJsonata.ts';
import type { Change, WrittenDefinition } from './mends/mend.ts';
import { renameOldFields } from './renameOldFields.ts';
import { sortStates } from './sortStates.ts';

/** A rewriting, or one that is not possible here, with the reason. */
export interface Refactoring extends Change {
  readonly refused?: string;
}

/** The rewritings that make sense for what is selected. Conversions and the order of states keep what the definition does. */
export function refactoringsAt(range: TextRange, written: WrittenDefinition): readonly Refactoring[] {
  const { start: offset } = range;
  const { machine } = written;
  const state = stateAround(machine, offset);
  const found: Refactoring[] = state
    ? [
        ...addRetriers(state, written),
        ...addCatcher(state, written),
        ...renameOldFields(state, written),
        ...inlinePass(state, written),
      ]
    : [];
  if (state?.queryLanguage === 'JSONPath' && machine.queryLanguage === 'JSONPath') {
    found.push(refactoring(`Convert “${state.name}” to JSONata`, stateToJsonata(state, written)));
  }
  if (machine.queryLanguage === 'JSONPath' && machine.states.length > 0) {
    found.push(refactoring('Convert the state machine to JSONata', machineToJsonata(written)));
  }
  found.push(...extractStates(range, written), ...sortStates(offset, written), ...convertFile(written));
  return found.filter(({ edits, refused }) => edits.length > 0 || refused !== undefined);
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
