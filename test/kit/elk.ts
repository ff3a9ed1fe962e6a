import elkBundled from 'elkjs/lib/elk.bundled.js';
import type { Measure } from '../../webview/layout/boxSizes.ts';
import type { Elk } from '../../webview/layout/layoutScope.ts';

/** ELK on this thread, for tests of layouts without a browser. */
export function elkHere(): Elk {
  const elk = new elkBundled.default();
  return (graph) => elk.layout(graph);
}

/** Widths of texts without a font at hand. */
export const estimate: Measure = (text, font) => text.length * (font === 'name' ? 7.2 : 6.3);
