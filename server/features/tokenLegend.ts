import type { SemanticTokensLegend } from 'vscode-languageserver/node';
import type { WordType } from './expressionTokens.ts';

export type TokenType = WordType | 'class' | 'enumMember' | 'macro';

/** LSP's standard types, so that every theme has colours for them. Names of states are classes, of errors enum members. */
export const tokenTypes: readonly TokenType[] = [
  'class',
  'variable',
  'property',
  'function',
  'string',
  'number',
  'operator',
  'keyword',
  'regexp',
  'comment',
  'enumMember',
  'macro',
];

export const legend: SemanticTokensLegend = {
  tokenTypes: [...tokenTypes],
  tokenModifiers: ['declaration', 'defaultLibrary'],
};
