import type { Graph } from '../language/graph/graph.ts';
import type { Measure } from './layout/boxSizes.ts';
import { LayoutCache } from './layout/layoutCache.ts';
import { type GraphLayout, layoutGraph } from './layout/layoutGraph.ts';
import type { Elk } from './layout/layoutScope.ts';
import type { ViewState } from './viewState.ts';

/** What is to be laid out, and what becomes of it. */
export interface LayoutListener {
  /** What is shown now; nothing is laid out before there is a definition. */
  wanted(): ViewState;
  begun(): void;
  done(graph: Graph, layout: GraphLayout): void;
  /** An attempt went wrong. */
  failed(error: unknown): void;
  /** No attempt was any good. */
  gaveUp(): void;
}

const attempts = 2;

/** One layout at a time, of the newest picture; what was overtaken meanwhile is not shown. */
export class LayingOut {
  readonly #elk: Elk;
  readonly #measure: Measure;
  readonly #listener: LayoutListener;
  readonly #cache = new LayoutCache();
  #isBusy = false;

  constructor(elk: Elk, measure: Measure, listener: LayoutListener) {
    this.#elk = elk;
    this.#measure = measure;
    this.#listener = listener;
  }

  /** Lays out what is wanted now, and what is wanted by the time that is done. Never rejects. */
  async again(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let done: ViewState | undefined; !done || !this.#isNewest(done); ) {
      done = this.#listener.wanted();
      if (done.definition) await this.#layOut(done);
    }
    this.#isBusy = false;
  }

  /** Nobody has asked for another picture since. */
  #isNewest({ graph, direction }: ViewState): boolean {
    const wanted = this.#listener.wanted();
    return graph === wanted.graph && direction === wanted.direction;
  }

  /** A worker that broke or hung has been replaced by the time we know: so one more attempt, unless the text has changed. */
  async #layOut(wanted: ViewState): Promise<void> {
    this.#listener.begun();
    for (let attempt = 1; attempt <= attempts && this.#isNewest(wanted); attempt++) {
      try {
        const layout = await layoutGraph(wanted.graph, this.#measure, this.#elk, this.#cache, wanted.direction);
        if (this.#isNewest(wanted)) this.#listener.done(wanted.graph, layout);
        return;
      } catch (error) {
        this.#listener.failed(error);
      }
    }
    this.#listener.gaveUp();
  }
}
