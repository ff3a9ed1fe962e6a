import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startElk } from '../../../webview/layout/elkWorker.ts';

test('layout worker: one that hangs is replaced, and the next layout is answered', async () => {
  const workers: SilentWorker[] = [];
  const makeWorker = (): Worker => {
    const worker = workers.length === 0 ? new SilentWorker() : new AnsweringWorker();
    workers.push(worker);
    return worker as unknown as Worker;
  };
  const elk = startElk(makeWorker, 20);
  await assert.rejects(elk({ id: 'g' }), /too long/);
  assert.equal(workers[0]?.ended, true);
  assert.equal((await elk({ id: 'g' })).id, 'laid out');
});

class SilentWorker extends EventTarget {
  onmessage: ((event: { data: object }) => void) | undefined;
  ended = false;

  postMessage(_message: { id: number }): void {}

  terminate(): void {
    this.ended = true;
  }
}

class AnsweringWorker extends SilentWorker {
  override postMessage({ id }: { id: number }): void {
    setTimeout(() => this.onmessage?.({ data: { id, data: { id: 'laid out' } } }));
  }
}
