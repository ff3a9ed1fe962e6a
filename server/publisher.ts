/**
 * Publishes documents soon after they change. While a burst of changes is being read only the last one counts;
 * where publishing takes long, as long as that lies between two of them, so that typing never waits for it.
 */
export class Publisher {
  readonly #publish: (uri: string) => void;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  /** When the time between two of them has passed, by the monotonic clock. */
  readonly #restUntil = new Map<string, number>();

  constructor(publish: (uri: string) => void) {
    this.#publish = publish;
  }

  changed(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    const pause = Math.max(0, (this.#restUntil.get(uri) ?? 0) - performance.now());
    this.#timers.set(
      uri,
      setTimeout(() => this.#publishNow(uri), pause),
    );
  }

  closed(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    this.#restUntil.delete(uri);
  }

  #publishNow(uri: string): void {
    this.#timers.delete(uri);
    const start = performance.now();
    this.#publish(uri);
    const end = performance.now();
    const took = end - start;
    this.#restUntil.set(uri, took < shortMilliseconds ? 0 : end + took);
  }
}

/** What takes no longer than this is done at once. */
const shortMilliseconds = 30;
