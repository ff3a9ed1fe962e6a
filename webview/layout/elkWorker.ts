import elkApi, { type ELK, type ElkNode } from 'elkjs/lib/elk-api.js';
import type { Elk } from './layoutScope.ts';

/** Milliseconds. Longer than the largest real workflow takes; a worker that says nothing for so long has hung. */
const usualPatience = 20_000;

/** ELK in a worker that is replaced when it hangs or breaks. The worker starts at once, for loading it takes a while. */
export function startElk(makeWorker: () => Worker, patience = usualPatience): Elk {
  let running = start(makeWorker);
  return async (graph: ElkNode): Promise<ElkNode> => {
    const mine = running;
    try {
      return await inTime(mine.elk.layout(graph), mine.broken, patience);
    } catch (error) {
      if (running === mine) {
        mine.elk.terminateWorker();
        running = start(makeWorker);
      }
      throw error;
    }
  };
}

interface Running {
  readonly elk: ELK;
  /** Rejects when the worker itself breaks, for instance because it cannot be loaded. */
  readonly broken: Promise<never>;
}

function start(makeWorker: () => Worker): Running {
  const worker = makeWorker();
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) =>
      reject(new Error(event.message || 'The layout worker could not be loaded.')),
    );
  });
  broken.catch(() => {});
  return { elk: new elkApi.default({ workerFactory: () => worker }), broken };
}

async function inTime<T>(work: Promise<T>, broken: Promise<never>, patience: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The layout took too long.')), patience);
  });
  try {
    return await Promise.race([work, broken, late]);
  } finally {
    clearTimeout(timer);
  }
}
