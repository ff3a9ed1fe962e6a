import type { DocumentDefinition } from './documentDefinition.ts';
import { embedTree } from './embedTree.ts';
import { formatOfText, parseText } from './parseText.ts';
import { noSubstitutions } from './substitutions.ts';

const heredoc = /\bdefinition\s*=\s*<<[-~]?([A-Za-z_]\w*)[ \t]*\r?\n/g;

/** The state machines whose `definition` a Terraform file writes as a heredoc, in document order. */
export function findTerraformDefinitions(text: string): readonly DocumentDefinition[] {
  return [...text.matchAll(heredoc)].map((match) => {
    const start = match.index + match[0].length;
    const end = endOfHeredoc(text, start, match[1] ?? '');
    const body = text.slice(start, end);
    const place = { startOf: (index: number) => start + index, endOf: (index: number) => start + index };
    return {
      ...blockBefore(text, match.index),
      ...embedTree(parseText(body, formatOfText(body)), place),
      type: /\btype\s*=\s*"EXPRESS"/.test(text) ? undefined : 'STANDARD',
      definitionUri: undefined,
      substitutions: noSubstitutions,
    };
  });
}

/** A heredoc ends with the first line that is its word alone. */
function endOfHeredoc(text: string, start: number, word: string): number {
  const end = new RegExp(`^[ \\t]*${word}[ \\t]*\\r?$`, 'm').exec(text.slice(start));
  return end ? start + end.index : text.length;
}

/** The name of the resource or module that the definition stands in. */
function blockBefore(text: string, offset: number): Pick<DocumentDefinition, 'title' | 'titleRange'> {
  const block = [...text.slice(0, offset).matchAll(/^[ \t]*(?:resource[ \t]+"[^"]*"|module)[ \t]+"([^"]*)"/gm)].at(-1);
  const title = block?.[1] ?? '';
  const end = block ? block.index + block[0].length - 1 : offset;
  return { title, titleRange: { start: end - title.length, end } };
}
