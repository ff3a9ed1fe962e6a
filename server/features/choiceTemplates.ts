import type { QueryLanguage } from '../../language/model/stateMachine.ts';
import type { FieldTemplate } from './fieldTemplates.ts';

/** Rules of a Choice, one for each family of comparisons. */
export function choiceTemplates(language: QueryLanguage): readonly FieldTemplate[] {
  return language === 'JSONPath' ? jsonPathRules : jsonataRules;
}

const jsonPathRules: readonly FieldTemplate[] = [
  {
    label: 'Choice rule: text',
    in: ['ChoiceRule'],
    fields: { Variable: '$.value', StringEquals: 'text', Next: '${NextState}' },
  },
  {
    label: 'Choice rule: number',
    in: ['ChoiceRule'],
    fields: { Variable: '$.value', NumericGreaterThan: 0, Next: '${NextState}' },
  },
  {
    label: 'Choice rule: true or false',
    in: ['ChoiceRule'],
    fields: { Variable: '$.value', BooleanEquals: true, Next: '${NextState}' },
  },
  {
    label: 'Choice rule: moment',
    in: ['ChoiceRule'],
    fields: { Variable: '$.value', TimestampLessThan: '2030-01-01T00:00:00Z', Next: '${NextState}' },
  },
  {
    label: 'Choice rule: type',
    in: ['ChoiceRule'],
    fields: { Variable: '$.value', IsString: true, Next: '${NextState}' },
  },
  {
    label: 'Choice rule: presence',
    in: ['ChoiceRule'],
    fields: { Variable: '$.value', IsPresent: true, Next: '${NextState}' },
  },
  {
    label: 'Choice rule: not',
    in: ['ChoiceRule'],
    fields: { Not: { Variable: '$.value', IsNull: true }, Next: '${NextState}' },
  },
  {
    label: 'Choice rule: and',
    in: ['ChoiceRule'],
    fields: {
      And: [
        { Variable: '$.value', IsPresent: true },
        { Variable: '$.value', NumericGreaterThan: 0 },
      ],
      Next: '${NextState}',
    },
  },
  {
    label: 'Choice rule: or',
    in: ['ChoiceRule'],
    fields: {
      Or: [
        { Variable: '$.value', IsNull: true },
        { Variable: '$.value', StringEquals: '' },
      ],
      Next: '${NextState}',
    },
  },
];

const jsonataRules: readonly FieldTemplate[] = [
  {
    label: 'Choice rule: text',
    in: ['ChoiceRule'],
    fields: { Condition: "{% $states.input.value = 'text' %}", Next: '${NextState}' },
  },
  {
    label: 'Choice rule: number',
    in: ['ChoiceRule'],
    fields: { Condition: '{% $states.input.value > 0 %}', Next: '${NextState}' },
  },
  {
    label: 'Choice rule: presence',
    in: ['ChoiceRule'],
    fields: { Condition: '{% $exists($states.input.value) %}', Next: '${NextState}' },
  },
  {
    label: 'Choice rule: not',
    in: ['ChoiceRule'],
    fields: { Condition: '{% $not($states.input.value = 0) %}', Next: '${NextState}' },
  },
  {
    label: 'Choice rule: and',
    in: ['ChoiceRule'],
    fields: { Condition: '{% $exists($states.input.value) and $states.input.value > 0 %}', Next: '${NextState}' },
  },
  {
    label: 'Choice rule: or',
    in: ['ChoiceRule'],
    fields: { Condition: "{% $states.input.value = null or $states.input.value = '' %}", Next: '${NextState}' },
  },
  {
    label: 'Choice rule: type',
    in: ['ChoiceRule'],
    fields: { Condition: "{% $type($states.input.value) = 'string' %}", Next: '${NextState}' },
  },
  {
    label: 'Choice rule: moment',
    in: ['ChoiceRule'],
    fields: {
      Condition: "{% $toMillis($states.input.value) < $toMillis('2030-01-01T00:00:00Z') %}",
      Next: '${NextState}',
    },
  },
];
