import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver/node';

/** The semantic tokens that a client has of each document, so that after a change it gets only what differs. */
export class TokenResults {
  readonly #last = new Map<string, { readonly resultId: string; readonly data: readonly number[] }>();
  #count = 0;

  full(uri: string, data: number[]): SemanticTokens & { readonly resultId: string } {
    const resultId = String(++this.#count);
    this.#last.set(uri, { resultId, data });
    return { resultId, data };
  }

  /** Everything when the client has another result than the last. */
  delta(uri: string, previousResultId: string, data: number[]): SemanticTokens | SemanticTokensDelta {
    const last = this.#last.get(uri);
    const all = this.full(uri, data);
    if (last?.resultId !== previousResultId) return all;
    const before = last.data;
    let start = 0;
    while (start < Math.min(before.length, data.length) && before[start] === data[start]) start++;
    let same = 0;
    const most = Math.min(before.length, data.length) - start;
    while (same < most && before[before.length - 1 - same] === data[data.length - 1 - same]) same++;
    const edit = { start, deleteCount: before.length - same - start, data: data.slice(start, data.length - same) };
    return { resultId: all.resultId, edits: edit.deleteCount === 0 && edit.data.length === 0 ? [] : [edit] };
  }

  forget(uri: string): void {
    this.#last.delete(uri);
  }
}
