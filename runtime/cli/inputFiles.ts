import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { kindOfFile } from '../../language/readDocument.ts';

/** A text to work on, or the reason why there is none. */
export type InputFile =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly problem: string };

/** What stands for standard input, in arguments and in reports. */
export const standardInput = '-';

/**
 * The files that the arguments of a command name, each once: paths, patterns with `*`, `**`, `?` and `{a,b}`, folders
 * (every file in them that may have definitions), and `-`. Patterns pass over node_modules and hidden folders.
 */
export async function readInputFiles(args: readonly string[], input: () => Promise<string>): Promise<InputFile[]> {
  const files: InputFile[] = [];
  const seen = new Set<string>();
  for (const path of args.flatMap(pathsOf)) {
    if (seen.has(path)) continue;
    seen.add(path);
    files.push(path === standardInput ? { path, text: await input() } : readFile(path));
  }
  return files;
}

function pathsOf(arg: string): readonly string[] {
  if (arg === standardInput) return [arg];
  const found = statSync(arg, { throwIfNoEntry: false });
  if (found?.isDirectory()) return matching(join(arg, '**/*')).filter((path) => kindOfFile(path) !== undefined);
  const paths = found ? [] : matching(arg);
  return paths.length > 0 ? paths : [arg];
}

function matching(pattern: string): readonly string[] {
  if (!/[*?{[]/.test(pattern)) return [];
  return globSync(pattern, { exclude: (path) => isLeftOut(path.split(/[\\/]/).at(-1) ?? '') })
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
    .sort();
}

function isLeftOut(name: string): boolean {
  return name === 'node_modules' || (name.startsWith('.') && !/^\.\.?$/.test(name));
}

function readFile(path: string): InputFile {
  try {
    return { path, text: readFileSync(path, 'utf8') };
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const reason = error instanceof Error ? error.message : String(error);
    return { path, problem: isMissing ? `there is no file ${path}` : `cannot read ${path}: ${reason}` };
  }
}
