import type { ElkNode } from 'elkjs/lib/elk-api.js';
import type { Elk, ScopeLayout } from './layoutScope.ts';

/** Sections of this many kinds are kept: enough for all that the largest workflow has. */
const keptSections = 4000;

/** Layouts by their content, so that after an edit only the section that changed is laid out again. */
export class LayoutCache {
  #scopes = new Map<string, Promise<ScopeLayout>>();
  #earlierScopes = new Map<string, Promise<ScopeLayout>>();
  /** The one used longest ago comes first. */
  readonly #sections = new Map<string, Promise<ElkNode>>();

  /** Forgets the scopes that the round before the last one used. */
  nextRound(): void {
    this.#earlierScopes = this.#scopes;
    this.#scopes = new Map();
  }

  scope(key: string, make: () => Promise<ScopeLayout>): Promise<ScopeLayout> {
    return keep(this.#scopes, key, this.#scopes.get(key) ?? this.#earlierScopes.get(key) ?? make());
  }

  /** ELK, asked only for what it has not answered lately. */
  remembering(elk: Elk): Elk {
    return (graph) => {
      const key = JSON.stringify([graph.children, graph.edges]);
      const known = this.#sections.get(key);
      this.#sections.delete(key);
      for (const oldest of this.#sections.keys()) {
        if (this.#sections.size < keptSections) break;
        this.#sections.delete(oldest);
      }
      return keep(this.#sections, key, known ?? elk(graph));
    };
  }
}

/** What failed is not kept. */
function keep<T>(map: Map<string, Promise<T>>, key: string, value: Promise<T>): Promise<T> {
  map.set(key, value);
  value.catch(() => map.delete(key));
  return value;
}
