import type { Json } from '../../language/json.ts';
import type { HistoryEventType } from './events.ts';

/** An event before anybody asked for its JSON texts. */
export interface StoredEvent {
  readonly type: HistoryEventType;
  readonly previous: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The state's name, where the event shows it. */
  readonly name: string | undefined;
  /** The input, output or parameters. */
  readonly value: Json | undefined;
  /** Further detail fields, as they are shown; of an iteration's events the index alone. */
  readonly details: Details | number | undefined;
}

export type Details = Readonly<Record<string, unknown>>;

/**
 * The events of one execution, only ever appended to. Their fields stand one after the other in a few large lists:
 * as many records, all of which stay, would cost the garbage collector more time than running took.
 */
export class EventLog {
  readonly #pieces: Piece[];
  /** The cells of the last piece, and where the next event goes in them. */
  #cells: Piece['cells'];
  #free: number;
  #length: number;

  constructor(pieces: Piece[] = [], length = 0) {
    const last = pieces.at(-1) ?? { before: 0, cells: [] };
    this.#pieces = pieces;
    this.#cells = last.cells;
    this.#free = (length - last.before) * fields;
    this.#length = length;
  }

  get length(): number {
    return this.#length;
  }

  /** Appends an event and gives its id. */
  add({ type, previous, at, name, value, details }: StoredEvent): number {
    if (this.#free === this.#cells.length) this.#addPiece();
    const cells = this.#cells;
    const free = this.#free;
    cells[free] = type;
    cells[free + 1] = previous;
    cells[free + 2] = at;
    cells[free + 3] = name;
    cells[free + 4] = value;
    cells[free + 5] = details;
    this.#free = free + fields;
    return ++this.#length;
  }

  byId(id: number): StoredEvent | undefined {
    const piece = this.#pieces.findLast(({ before }) => before < id);
    return id > this.#length || piece === undefined ? undefined : eventAt(piece, id);
  }

  /** The events with the id `first` and later ones. */
  from(first: number): StoredEvent[] {
    const events: StoredEvent[] = [];
    for (const piece of this.#pieces) {
      const end = Math.min(piece.before + piece.cells.length / fields, this.#length);
      for (let id = Math.max(first, piece.before + 1); id <= end; id++) events.push(eventAt(piece, id));
    }
    return events;
  }

  /** A log of its own that begins with the first `length` events of this one. */
  upTo(length: number): EventLog {
    const pieces = this.#pieces.filter(({ before }) => before < length);
    const last = pieces.pop();
    if (last !== undefined) pieces.push({ ...last, cells: last.cells.slice(0, (length - last.before) * fields) });
    return new EventLog(pieces, length);
  }

  #addPiece(): void {
    const events = Math.min(Math.max(smallest, this.#length), largest);
    this.#cells = new Array(events * fields);
    this.#free = 0;
    this.#pieces.push({ before: this.#length, cells: this.#cells });
  }
}

interface Piece {
  /** How many events come before it. */
  readonly before: number;
  readonly cells: StoredEvent[keyof StoredEvent][];
}

const fields = 6;

/** Most histories are short; a long one grows by as many events as can still be moved at little cost. */
const smallest = 8;
const largest = 1024;

function eventAt({ before, cells }: Piece, id: number): StoredEvent {
  const from = (id - before - 1) * fields;
  const [type, previous, at, name, value, details] = cells.slice(from, from + fields);
  return { type, previous, at, name, value, details } as StoredEvent;
}
