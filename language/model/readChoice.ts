import { readCondition } from '../expressions/choiceRules.ts';
import type { SyntaxNode } from '../syntax/syntaxTree.ts';
import { readAssign, readTemplateField, withDataFlow } from './readDataFlow.ts';
import { ListedPlace, type ReadingPlace, readList, textOf, transitionAt } from './readFields.ts';
import type { ChoiceRule, ChoiceState, StateBase } from './stateMachine.ts';

export function readChoice(base: StateBase, place: ReadingPlace): ChoiceState {
  return {
    ...withDataFlow(base, place),
    type: 'Choice',
    choices: readList(place, 'Choices', readRule),
    defaultNext: transitionAt(place, 'Default'),
  };
}

function readRule(node: SyntaxNode, index: number, owner: ReadingPlace): ChoiceRule {
  const place = new ListedPlace('ChoiceRule', node, owner, 'Choices', index);
  return {
    condition: readCondition(node, owner.language, `Choices[${index}]`),
    next: transitionAt(place, 'Next'),
    assign: readAssign(place),
    output: owner.language === 'JSONata' ? readTemplateField(place, 'Output') : undefined,
    comment: textOf(place.node, 'Comment'),
    range: node.range,
  };
}
