import type { ObjectNode, StringNode, SyntaxNode } from '../syntax/syntaxTree.ts';
import { readAssign, readPath, readTemplateField } from './readDataFlow.ts';
import { ListedPlace, listOf, numberOf, objectOf, type ReadingPlace, textOf, transitionAt } from './readFields.ts';
import type { Catcher, Located, Retrier } from './stateMachine.ts';

export function readRetrier(node: SyntaxNode): Retrier {
  const fields = objectOf(node);
  return {
    errorEquals: errorNamesIn(fields),
    intervalSeconds: numberOf(fields, 'IntervalSeconds') ?? 1,
    maxAttempts: numberOf(fields, 'MaxAttempts') ?? 3,
    backoffRate: numberOf(fields, 'BackoffRate') ?? 2,
    maxDelaySeconds: numberOf(fields, 'MaxDelaySeconds'),
    jitterStrategy: textOf(fields, 'JitterStrategy') === 'FULL' ? 'FULL' : 'NONE',
    range: node.range,
  };
}

export function readCatcher(node: SyntaxNode, index: number, owner: ReadingPlace): Catcher {
  const place = new ListedPlace('Catcher', node, owner, 'Catch', index);
  const jsonata = place.language === 'JSONata';
  return {
    errorEquals: errorNamesIn(place.node),
    next: transitionAt(place, 'Next'),
    resultPath: jsonata ? undefined : readPath(place, 'ResultPath'),
    output: jsonata ? readTemplateField(place, 'Output') : undefined,
    assign: readAssign(place),
    range: node.range,
  };
}

function errorNamesIn(handler: ObjectNode | undefined): readonly Located<string>[] {
  const names = listOf(handler, 'ErrorEquals');
  return names.every(isString) ? names : names.filter(isString);
}

function isString(node: SyntaxNode): node is StringNode {
  return node.kind === 'string';
}
