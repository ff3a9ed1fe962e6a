import { readdir, readFile, stat } from 'node:fs/promises';

const mostFolders = 5_000;
const largestFile = 1_048_576;

/** The files in folders and below, as paths. What cannot be read is passed over, as are hidden folders and packages. */
export async function* filesIn(folders: readonly string[]): AsyncGenerator<string> {
  const waiting = [...folders];
  for (let count = 0; count < mostFolders; count++) {
    const folder = waiting.pop();
    if (folder === undefined) return;
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = `${folder.replace(/[\\/]$/, '')}/${entry.name}`;
      if (entry.isFile()) yield path;
      else if (entry.isDirectory() && !isLeftOut(entry.name)) waiting.push(path);
    }
  }
}

/** A folder that holds nobody's own work. */
export function isLeftOut(name: string): boolean {
  return name === 'node_modules' || (name.startsWith('.') && name !== '.');
}

/** Undefined for what is no file, cannot be read, or is larger than CloudFormation takes and people write. */
export async function readText(path: string): Promise<string | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() && found.size <= largestFile ? await readFile(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
