import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  type ParsedNode,
  parseAllDocuments,
  type YAMLMap,
} from 'yaml';
import type { TextRange } from '../text.ts';
import { stringOfSub, tagMeaning } from './cloudFormationTags.ts';
import type { HoleNode, MemberNode, ParsedText, StringNode, SyntaxNode, SyntaxProblem } from './syntaxTree.ts';
import { blockIndent, blockString, flowString, plainNode } from './yamlScalars.ts';
