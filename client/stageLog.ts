import type { Json } from '../language/json.ts';
import type { Place, Stage } from '../runtime/interpreter/observe.ts';
import type { StageValue, VisitKey } from '../webview/messages.ts';

/** Older visits are forgotten. */
const keptVisits = 5000;

/** The values between the stages of a run's states, by visit. They are shared with the run: nothing is copied. */
export class StageLog {
  readonly #visits = new Map<string, Map<Stage, Json>>();

  /** A visit that begins again, after a step back, has no values from before. */
  see({ state, entered, execution }: Place, stage: Stage, value: Json): void {
    // What its tasks have started has visits of its own, which the panel does not show.
    if (execution !== 0) return;
    const key = `${entered} ${state.name}`;
    const values = stage === 'input' ? undefined : this.#visits.get(key);
    if (values) values.set(stage, value);
    else this.#begin(key, stage, value);
  }

  valuesOf({ entered, state }: VisitKey): readonly StageValue[] {
    const values = this.#visits.get(`${entered} ${state}`) ?? [];
    return [...values].map(([stage, value]) => ({ stage, text: JSON.stringify(value) }));
  }

  #begin(key: string, stage: Stage, value: Json): void {
    const [oldest] = this.#visits.keys();
    if (this.#visits.size >= keptVisits && oldest !== undefined) this.#visits.delete(oldest);
    this.#visits.set(key, new Map([[stage, value]]));
  }
}
