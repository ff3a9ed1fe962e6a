import type { Json } from '../../language/json.ts';
import type { Place, Stage } from '../interpreter/observe.ts';

interface Seen {
  readonly entered: number;
  readonly values: (readonly [Stage, Json])[];
}

/** The values between the stages of each strand's present state, in the order in which they were made. */
export class StageValues {
  readonly #seen: Map<number, Seen>;

  constructor(seen = new Map<number, Seen>()) {
    this.#seen = seen;
  }

  of(strand: number): readonly (readonly [Stage, Json])[] {
    return this.#seen.get(strand)?.values ?? [];
  }

  see({ fibre, entered }: Place, stage: Stage, value: Json): void {
    const seen = this.#seen.get(fibre);
    if (seen?.entered !== entered) {
      this.#seen.set(fibre, { entered, values: [[stage, value]] });
      return;
    }
    const known = seen.values.findIndex(([each]) => each === stage);
    if (known >= 0) seen.values.splice(known, 1);
    seen.values.push([stage, value]);
  }

  /** Where the value that was made last goes to the next stage, it is seen as it is put there. */
  put(strand: number, made: Json | undefined, value: Json): void {
    const values = this.#seen.get(strand)?.values;
    const [stage, last] = values?.at(-1) ?? [];
    if (stage !== undefined && last === made) values?.splice(-1, 1, [stage, value]);
  }

  /** Another attempt begins with the input again. */
  seeAttempt(strand: number): void {
    const values = this.#seen.get(strand)?.values;
    if (values !== undefined && values.length > 1)
      values.splice(0, values.length, ...values.filter(([stage]) => stage === 'input'));
  }

  /** Forgets the strands that are no more. */
  keepOnly(alive: ReadonlySet<number>): void {
    for (const strand of this.#seen.keys()) if (!alive.has(strand)) this.#seen.delete(strand);
  }

  /** They are added to, so who goes back to them needs a copy. */
  copy(): StageValues {
    const copies = [...this.#seen].map(
      ([strand, { entered, values }]) => [strand, { entered, values: values.slice() }] as const,
    );
    return new StageValues(new Map(copies));
  }
}
