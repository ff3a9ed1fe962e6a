import type { SyntaxNode } from '../syntax/syntaxTree.ts';
import { readAssign, readPath, readTemplateField } from './readDataFlow.ts';
import { fieldsIn, listOf, numberOf, objectOf, type ReadingPlace, textOf, transitionAt } from './readFields.ts';
import type { Catcher, ErrorHandling, Located, Retrier } from './stateMachine.ts';

/** A state with its Retry and Catch. */
export function withErrorHandling<T extends object>(state: T, place: ReadingPlace): T & ErrorHandling {
  return {
    ...state,
    retry: listOf(place.fields, 'Retry').map(readRetrier),
    catch: listOf(place.fields, 'Catch').map((node, index) => readCatcher(node, index, place)),
  };
}

function readRetrier(node: SyntaxNode): Retrier {
  const fields = fieldsIn(objectOf(node), 'Retrier');
  return {
    errorEquals: errorNamesIn({ fields }),
    intervalSeconds: numberOf(fields, 'IntervalSeconds') ?? 1,
    maxAttempts: numberOf(fields, 'MaxAttempts') ?? 3,
    backoffRate: numberOf(fields, 'BackoffRate') ?? 2,
    maxDelaySeconds: numberOf(fields, 'MaxDelaySeconds'),
    jitterStrategy: textOf(fields, 'JitterStrategy') === 'FULL' ? 'FULL' : 'NONE',
    range: node.range,
  };
}

function readCatcher(node: SyntaxNode, index: number, owner: ReadingPlace): Catcher {
  const place: ReadingPlace = {
    fields: fieldsIn(objectOf(node), 'Catcher'),
    language: owner.language,
    location: `${owner.location}/Catch[${index}]`,
    prefix: `Catch[${index}]/`,
  };
  const jsonata = place.language === 'JSONata';
  return {
    errorEquals: errorNamesIn(place),
    next: transitionAt(place, 'Next'),
    resultPath: jsonata ? undefined : readPath(place, 'ResultPath'),
    output: jsonata ? readTemplateField(place, 'Output') : undefined,
    assign: readAssign(place),
    range: node.range,
  };
}

function errorNamesIn({ fields }: Pick<ReadingPlace, 'fields'>): readonly Located<string>[] {
  const names: Located<string>[] = [];
  for (const node of listOf(fields, 'ErrorEquals')) {
    if (node.kind === 'string') names.push({ value: node.value, range: node.range });
  }
  return names;
}
