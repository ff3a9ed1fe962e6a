import type { Graph } from '../language/graph/graph.ts';
import type { GraphEdit } from '../language/graph/graphEdit.ts';
import type { DefinitionView, EditOutcome } from './messages.ts';

const unreadable = 'The text cannot be read as it is now: mend it first.';
const gone = 'What the change was about is not there any more.';

/** Changes on the picture, one after the other: each is made on the picture that the one before has led to. */
export class EditQueue {
  readonly #ask: (version: number, edit: GraphEdit) => void;
  readonly #refuse: (reason: string) => void;
  readonly #waiting: GraphEdit[] = [];
  #shown: DefinitionView | undefined;
  /** Asked for; and once it is made, the version that its picture has. */
  #current: 'asked' | { readonly version: number } | undefined;

  constructor(ask: (version: number, edit: GraphEdit) => void, refuse: (reason: string) => void) {
    this.#ask = ask;
    this.#refuse = refuse;
  }

  add(edit: GraphEdit): void {
    this.#waiting.push(edit);
    this.#next();
  }

  /** What follows a change that was not made was meant for another picture. */
  answered(outcome: EditOutcome): void {
    if (outcome.kind !== 'done') this.#waiting.length = 0;
    this.#current = outcome.kind === 'done' ? { version: outcome.version } : undefined;
    this.#next();
  }

  /** What waits was meant for the machine that was shown. */
  shown(definition: DefinitionView): void {
    if (definition.machine !== this.#shown?.machine) this.#waiting.length = 0;
    this.#shown = definition;
    this.#next();
  }

  #next(): void {
    const shown = this.#shown;
    if (!shown || this.#current === 'asked' || (this.#current && shown.version < this.#current.version)) return;
    this.#current = undefined;
    const edit = this.#waiting.shift();
    if (!edit) return;
    const reason = reasonAgainst(edit, shown);
    if (reason === undefined) {
      this.#current = 'asked';
      this.#ask(shown.version, edit);
    } else {
      this.#waiting.length = 0;
      this.#refuse(reason);
    }
  }
}

function reasonAgainst(edit: GraphEdit, { graph, stale }: DefinitionView): string | undefined {
  if (stale) return unreadable;
  return subjectsOf(edit).every((subject) => isThere(subject, graph)) ? undefined : gone;
}

/** The states or the edge that are changed; none for the first state of all. */
function subjectsOf(edit: GraphEdit): readonly string[] {
  const meant = edit.kind === 'add' ? edit.place : edit;
  if ('edge' in meant) return [meant.edge];
  if ('states' in meant) return meant.states;
  return 'state' in meant ? [meant.state] : [];
}

function isThere(subject: string, { scopes }: Graph): boolean {
  const has = ({ id }: { readonly id: string }): boolean => id === subject;
  return scopes.some(({ nodes, edges }) => nodes.some(has) || edges.some(has));
}
