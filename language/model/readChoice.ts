import { readCondition } from '../expressions/choiceRules.ts';
import type { SyntaxNode } from '../syntax/syntaxTree.ts';
import { readAssign, readTemplateField, withDataFlow } from './readDataFlow.ts';
import { fieldsIn, listOf, objectOf, type ReadingPlace, textOf, transitionAt } from './readFields.ts';
import type { ChoiceRule, ChoiceState, StateBase } from './stateMachine.ts';

export function readChoice(base: StateBase, place: ReadingPlace): ChoiceState {
  return {
    ...withDataFlow(base, place),
    type: 'Choice',
    choices: listOf(place.fields, 'Choices').map((node, index) => readRule(node, index, place)),
    defaultNext: transitionAt(place, 'Default'),
  };
}

function readRule(node: SyntaxNode, index: number, owner: ReadingPlace): ChoiceRule {
  const place: ReadingPlace = {
    fields: fieldsIn(objectOf(node), 'ChoiceRule'),
    language: owner.language,
    location: `${owner.location}/Choices[${index}]`,
    prefix: `Choices[${index}]/`,
  };
  return {
    condition: readCondition(node, owner.language, `Choices[${index}]`),
    next: transitionAt(place, 'Next'),
    assign: readAssign(place),
    output: owner.language === 'JSONata' ? readTemplateField(place, 'Output') : undefined,
    comment: textOf(place.fields, 'Comment'),
    range: node.range,
  };
}
