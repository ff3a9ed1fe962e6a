/**
 * Publishes documents soon after they change. While a burst of changes is being read only the last one counts;
 * where publishing takes long, as long as that lies between two of them, so that typing never waits for it.
 */
export class Publisher {
  readonly #publish: (uri: string) => void;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #lastTook = new Map<string, number>();

  constructor(publish: (uri: string) => void) {
    this.#publish = publish;
  }

  changed(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    const took = this.#lastTook.get(uri) ?? 0;
    const pause = took < shortMilliseconds ? 0 : took;
    this.#timers.set(
      uri,
      setTimeout(() => this.#publishNow(uri), pause),
    );
  }

  closed(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    this.#lastTook.delete(uri);
  }

  #publishNow(uri: string): void {
    this.#timers.delete(uri);
    const start = performance.now();
    this.#publish(uri);
    this.#lastTook.set(uri, performance.now() - start);
  }
}

/** What takes no longer than this is done at once. */
const shortMilliseconds = 30;
