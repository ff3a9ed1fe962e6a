import type { ParsedText } from './syntaxTree.ts';
import { YamlBlocks } from './yamlBlocks.ts';
import { YamlScanner } from './yamlScanner.ts';
import { YamlValues } from './yamlValues.ts';

/**
 * Reads YAML 1.2 into the tree that JSON has, half-typed text included. A tag of CloudFormation becomes what a
 * definition sees of it (`holes`), or the object of its long form (`objects`), for reading templates. Only the
 * first document counts. Never throws.
 */
export function parseYaml(text: string, tags: 'holes' | 'objects' = 'holes'): ParsedText {
  const scanner = new YamlScanner(text);
  const root = new YamlBlocks(scanner, new YamlValues(scanner, tags)).document();
  const { problems, comments } = scanner;
  return comments.length === 0 ? { root, problems } : { root, problems, comments };
}
