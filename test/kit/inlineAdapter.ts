import { DebugAdapter } from '../../runtime/debugAdapter/adapter.ts';
import type { OpenRuns } from '../../runtime/debugAdapter/openRuns.ts';

/** A debug adapter in this process, as an editor has it that runs the workflows itself. */
export interface InlineAdapter {
  /** A request's body; rejects with the words of a refusal. */
  ask<T = Record<string, never>>(command: string, args?: object): Promise<T>;
  /** The next event of that name. */
  event<T = Record<string, never>>(name: string): Promise<T>;
}

interface Message {
  readonly type: string;
  readonly event?: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: unknown;
}

export function inlineAdapter(runs: OpenRuns): InlineAdapter {
  const adapter = new DebugAdapter(runs);
  const heard = new Set<(message: Message) => void>();
  adapter.onDidSendMessage((message) => {
    for (const listener of heard) listener(message as unknown as Message);
  });
  const until = <T>(take: (message: Message) => { readonly body: T } | undefined) =>
    new Promise<T>((resolve) => {
      const listener = (message: Message) => {
        const taken = take(message);
        if (taken === undefined) return;
        heard.delete(listener);
        resolve(taken.body);
      };
      heard.add(listener);
    });
  let seq = 0;
  return {
    async ask<T>(command: string, args: object = {}) {
      const number = ++seq;
      const answer = until((message) => (message.request_seq === number ? { body: message } : undefined));
      adapter.handleMessage({ type: 'request', seq: number, command, arguments: args } as never);
      const { success, message, body } = await answer;
      if (!success) throw new Error(message);
      return body as T;
    },
    event: <T>(name: string) => until((message) => (message.event === name ? { body: message.body as T } : undefined)),
  };
}
