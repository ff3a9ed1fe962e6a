import { basename } from 'node:path';
import type { TextRange } from '../../language/text.ts';
import type { Strand } from '../interpreter/strands.ts';
import type { Program } from '../program.ts';
import type { Programs } from '../programs.ts';
import type { Engine } from './engine.ts';
import { rangeOfStage, stageInWords } from './stages.ts';

/** A strand, then those that it is a part of, or that wait for it. */
export function strandsFrom(engine: Engine, id: number | undefined): readonly Strand[] {
  const strands: Strand[] = [];
  for (let at = id; at !== undefined; at = strands.at(-1)?.parent) {
    const strand = engine.execution.strand(at);
    if (strand === undefined) break;
    strands.push(strand);
  }
  return strands;
}

/** The branches or iterations of a strand's state, or the execution that it started. */
export function strandsIn(engine: Engine, { id }: Strand): readonly Strand[] {
  return engine.execution.strands().filter(({ parent }) => parent === id);
}

/** What a frame says of where a strand stands, and its place in the text. */
export function frameOf(strand: Strand, engine: Engine, programs: Programs, stands: 'at field' | 'at state') {
  const { state, stage, catcher, isReady } = strand;
  const moment = engine.moment;
  const here = moment?.strand === strand.id ? moment.kind : stage === undefined ? 'entry' : undefined;
  const kind = here === 'attempt' && stands === 'at field' ? 'stage' : here;
  const started = nestedOf(strand.id, engine.execution);
  const waits = here === undefined && stage !== undefined && (!isReady || strandsIn(engine, strand).length > 0);
  const standing = { stage, kind, catcher, waits };
  const words = started === undefined ? state && stageInWords(state, standing) : `while ${started} runs`;
  const name = `${state?.name ?? 'no state'}${words === undefined ? '' : ` (${words})`}`;
  return { name, ...placeIn(programs.of(strand.machine), state && rangeOfStage(state, standing)) };
}

/** The name of the state machine whose end a strand's task waits for. */
export function nestedOf(strand: number, execution: Engine['execution']): string | undefined {
  if (!execution.nested().some(({ starter }) => starter === strand)) return undefined;
  const root = execution.strands().find(({ kind, parent }) => kind === 'nested' && parent === strand);
  return execution.nested().find(({ id }) => id === root?.execution)?.identity.stateMachineName;
}

/** Where a range of a program is, else where the program starts. Lines and columns count from 0. */
export function placeIn({ lines, path, machine }: Program, range: TextRange | undefined) {
  const { start, end } = range ?? machine.top.startAt?.range ?? { start: 0, end: 0 };
  const [from, to] = [lines.positionAt(start), lines.positionAt(end)];
  return {
    source: { name: basename(path), path },
    line: from.line,
    column: from.character,
    endLine: to.line,
    endColumn: to.character,
  };
}

export function threadName(strand: Strand, engine: Engine, programs: Programs): string {
  const { kind, index, parent, machine } = strand;
  const owner = parent === undefined ? undefined : engine.execution.strand(parent)?.state?.name;
  switch (kind) {
    case 'top':
      return programs.main.name;
    case 'nested':
      return owner === undefined ? programs.of(machine).name : `${owner}: ${programs.of(machine).name}`;
    case 'branch':
      return `${owner}: branch ${index}`;
    default:
      return `${owner}[${index}]`;
  }
}
