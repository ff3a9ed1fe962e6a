import { type Hover, MarkupKind } from 'vscode-languageserver/node';
import { evaluatePath } from '../../language/expressions/evaluatePath.ts';
import type { Evaluation } from '../../language/expressions/evaluation.ts';
import { evaluateJsonata } from '../../language/expressions/jsonata.ts';
import { parsePath } from '../../language/expressions/parsePath.ts';
import type { Json } from '../../language/json.ts';
import { describeShape } from '../../language/shapes/shape.ts';
import { rangeWithin } from '../../language/syntax/syntaxTree.ts';
import type { TextRange } from '../../language/text.ts';
import { type Cursor, cursorAt } from '../cursor.ts';
import type { Definition, DocumentVersion } from '../documents.ts';
import { toRange } from '../toLsp.ts';
import type { LastValues, WorkflowData } from '../workflowData.ts';
import { dataAround, shapeOfText } from './dataHere.ts';
import { indexAt } from './textBefore.ts';

/** Adds to what is said of a word which value it had in the last run, or else what is known of it. */
export function withValue(
  hover: Hover | undefined,
  document: DocumentVersion,
  definition: Definition,
  offset: number,
  data: WorkflowData,
): Hover | undefined {
  const cursor = cursorAt(document, definition, offset);
  const found = referenceAt(cursor);
  if (!found) return hover;
  const { text, before, range } = found;
  const value = lastValue(text, document.uri, cursor, data);
  const shapes = dataAround(before, document.uri, cursor, data);
  const shape = shapes && shapeOfText(text, cursor, shapes);
  const known = value === undefined ? shape && shapeText(describeShape(shape)) : valueText(value);
  if (known === undefined) return hover;
  const said = hover && typeof hover.contents === 'object' && 'value' in hover.contents ? hover.contents.value : '';
  const title = said === '' ? `\`${text.replaceAll('`', "'")}\`` : said;
  return {
    range: toRange(document, range),
    contents: { kind: MarkupKind.Markdown, value: `${title}\n\n${known}` },
  };
}

interface FoundReference {
  readonly text: string;
  /** What stands before it. */
  readonly before: string;
  readonly range: TextRange;
}

const references = {
  JSONPath: /\$(?:\$|\p{ID_Start}\p{ID_Continue}*)?(?:\.[^\s.[\]()'",*]+|\[[^\]]*\])*/gu,
  JSONata: /\$\p{ID_Start}\p{ID_Continue}*(?:\.(?:\p{ID_Start}\p{ID_Continue}*|`[^`]*`)|\[-?\d+\])*/gu,
} as const;

/** The reference at the cursor, up to the end of the step that the cursor is in. */
function referenceAt(cursor: Cursor): FoundReference | undefined {
  const { touched, part, language, offset } = cursor;
  if (touched?.kind !== 'string' || part !== 'value' || !mayCompute(cursor)) return undefined;
  const index = indexAt(touched, offset);
  for (const { 0: whole, index: start } of touched.value.matchAll(references[language])) {
    if (index < start || index > start + whole.length) continue;
    const step = whole.slice(index - start).search(/[.[]/);
    const text = step < 0 || index === start ? whole : whole.slice(0, index - start + step);
    const isCall = touched.value.startsWith('(', start + text.length);
    if (isCall || text === '$$' || text === '$states') return undefined;
    const before = touched.value.slice(0, start);
    return { text, before, range: rangeWithin(touched, start, start + text.length) };
  }
  return undefined;
}

function mayCompute({ language, field, touched, member, rule, kind }: Cursor): boolean {
  const text = touched?.kind === 'string' ? touched.value : '';
  if (language === 'JSONata') return text.startsWith('{%');
  const key = member?.key.value ?? '';
  const isOperand = (kind === 'ChoiceRule' || kind === 'NestedRule') && key.endsWith('Path');
  return (
    isOperand || rule?.kind === 'path' || rule?.kind === 'referencePath' || (field !== undefined && key.endsWith('.$'))
  );
}

/** The value in the last run; undefined where nobody ran the workflow, or the state was not reached. */
function lastValue(text: string, uri: string, cursor: Cursor, data: WorkflowData): Json | undefined {
  const { state, language } = cursor;
  if (!state) return undefined;
  const last = data.lastValues(uri, state.name);
  const input = language === 'JSONata' ? last.input : inputOf(cursor, last);
  const isVariable = /^\$(?!states\b)\p{ID_Start}/u.test(text);
  if (input === undefined && !isVariable) return undefined;
  const evaluation: Evaluation = {
    input: input ?? null,
    context: null,
    result: last.result,
    variable: (name) => data.lastVariable(uri, name),
    chance: { random: () => 0, uuid: () => '' },
    now: 0,
  };
  if (text.startsWith('$$') || text.startsWith('$states.context') || text.startsWith('$states.errorOutput'))
    return undefined;
  if (language === 'JSONata') {
    const outcome = evaluateJsonata({ kind: 'jsonata', text, start: 0 }, evaluation);
    return 'kind' in outcome && outcome.kind === 'value' ? outcome.value : undefined;
  }
  const path = parsePath(text);
  return path.kind === 'path' ? evaluatePath(path, evaluation) : undefined;
}

/** What `$` was in a field of a JSONPath state; undefined where a run does not tell. */
function inputOf({ state, field }: Cursor, { input, result }: LastValues): Json | undefined {
  if (!state || field?.object === 'Catcher') return undefined;
  switch (field?.name) {
    case 'OutputPath':
      return undefined;
    case 'ResultSelector':
      return result;
    case 'Assign':
      return 'retry' in state ? result : undefined;
    case 'InputPath':
    case 'ResultPath':
      return input;
    default: {
      const path = 'inputPath' in state ? state.inputPath : undefined;
      if (path === undefined || input === undefined) return input;
      const data = { input, context: null, variable: () => undefined };
      return path.kind === 'path' ? evaluatePath(path.path, data) : undefined;
    }
  }
}

const mostCharacters = 1000;

function valueText(value: Json): string {
  const text = JSON.stringify(value, undefined, 2);
  const shown = text.length > mostCharacters ? `${text.slice(0, mostCharacters)}\n…` : text;
  return `In the last run:\n\`\`\`json\n${shown.replaceAll('```', "'''")}\n\`\`\``;
}

function shapeText(shape: string): string | undefined {
  return shape === 'any' ? undefined : `\`${shape.replaceAll('`', "'")}\``;
}
