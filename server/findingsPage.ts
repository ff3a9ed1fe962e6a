import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where the page about findings tells of a code, as a link that editors open at the line; undefined where it does not. */
export function findingLink(code: string): string | undefined {
  links ??= readLinks();
  return links.get(code);
}

/** By code; read when the first finding is told. */
let links: ReadonlyMap<string, string> | undefined;

/** The page is beside the bundle's folder, as beside that of the sources. */
function readLinks(): ReadonlyMap<string, string> {
  const path = join(import.meta.dirname, '../docs/findings.md');
  try {
    const { href } = pathToFileURL(path);
    const lines = readFileSync(path, 'utf8').split('\n');
    return new Map(
      lines.flatMap((line, at) => (line.startsWith('## ') ? [[line.slice(3), `${href}#L${at + 1}`]] : [])),
    );
  } catch {
    // A server that came without its page tells the same findings.
    return new Map();
  }
}
