import type { Finding } from '../../checks/finding.ts';
import { replaceString } from '../../syntax/editTree.ts';
import type { TextEdit } from '../../text.ts';
import { freeName } from '../findNode.ts';
import { renameState } from '../renameState.ts';
import type { Change, WrittenDefinition } from './mend.ts';

/** Names of states that stand twice, are empty or too long; labels of Maps likewise. */
export function mendLabels(
  { code, range, data = {} }: Finding,
  { text, machine }: WrittenDefinition,
): readonly Change[] {
  const state = machine.states.find(({ nameRange }) => nameRange.start === range.start);
  const rename = (name: string, edits: TextEdit[]) => [{ title: `Rename to “${name}”`, edits }];
  switch (code) {
    case 'DUPLICATE_STATE_NAME': {
      const name = freeName(machine, data.name ?? '');
      return state ? rename(name, renameState(text, state, name)) : [];
    }
    case 'INVALID_STATE_NAME': {
      const name = freeName(machine, [...(state?.name ?? '')].slice(0, 77).join('').trim() || 'State');
      return state ? rename(name, renameState(text, state, name)) : [];
    }
    case 'DUPLICATE_LABEL_NAME':
    case 'INVALID_LABEL_NAME': {
      const labels = machine.states.flatMap((each) => (each.type === 'Map' && each.label ? [each.label] : []));
      const label = labels.find((each) => each.range.start === range.start);
      if (label === undefined) return [];
      const taken = labels.filter((each) => each !== label).map(({ value }) => value);
      const name = freeLabel(label.value, taken);
      return rename(name, replaceString(text, range, name));
    }
    default:
      return [];
  }
}

/** Letters, digits and what joins them, at most forty characters, and not among those taken. */
function freeLabel(wanted: string, taken: readonly string[]): string {
  const bare =
    [...wanted.replace(/[^\p{L}\p{N}_.-]+/gu, '-')]
      .slice(0, 37)
      .join('')
      .replace(/^-+|-+$/g, '') || 'Items';
  let name = bare;
  for (let number = 2; taken.includes(name); number++) name = `${bare}-${number}`;
  return name;
}
