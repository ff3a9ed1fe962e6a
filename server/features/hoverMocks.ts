import { type Hover, MarkupKind } from 'vscode-languageserver/node';
import { describeState } from '../../language/graph/describeState.ts';
import { type MockSurroundings, stateNamed, statesWith, workflowMeant } from '../../language/mocks/mockedWorkflows.ts';
import type { MockFile } from '../../language/mocks/mockFile.ts';
import { errorNames } from '../../language/model/errorNames.ts';
import type { DocumentVersion } from '../documents.ts';
import { toRange } from '../toLsp.ts';
import { describeType, membersBelow } from './completeMembers.ts';
import { resultOf } from './completeMocks.ts';
import type { MockCursor } from './mockCursor.ts';
import { mockPlaceOf } from './mockPlaces.ts';

/** What is known of the word under the cursor of a mock file. */
export function hoverMocks(
  document: DocumentVersion,
  file: MockFile,
  cursor: MockCursor,
  known: MockSurroundings,
): Hover | undefined {
  const { touched } = cursor;
  const value = touched?.kind === 'string' ? describe(file, cursor, touched.value, known) : undefined;
  if (!touched || value === undefined) return undefined;
  return { range: toRange(document, touched.range), contents: { kind: MarkupKind.Markdown, value } };
}

function describe(file: MockFile, cursor: MockCursor, word: string, known: MockSurroundings): string | undefined {
  const place = mockPlaceOf(cursor);
  switch (place.kind) {
    case 'section':
      return sections[word];
    case 'machine': {
      const workflow = workflowMeant(file, word, known.workflows);
      return workflow && `**${plain(workflow.name)}** *workflow*\n\n${workflow.machine.states.length} states`;
    }
    case 'state': {
      const workflow = workflowMeant(file, place.machine, known.workflows);
      const state = workflow && stateNamed(workflow, word);
      if (!state) return undefined;
      return [`**${plain(word)}** *${state.type}*`, describeState(state), state.comment].filter(Boolean).join('\n\n');
    }
    case 'mockedResponse':
    case 'responseOfState':
      return describeResponse(file, word, known);
    case 'invocation':
      return 'Which invocations of the state in one execution get this answer, counted from 0: `"0"` or `"1-3"`.';
    case 'outcome':
    case 'thrown':
      return outcomes[word];
    case 'error':
      return errorNames.get(word)?.doc;
    case 'result': {
      if (cursor.part === 'value') return undefined;
      const member = membersBelow(resultOf(file, place.response, known), place.path)?.find(({ name }) => name === word);
      return member && `**${plain(word)}** *${describeType(member)}*${member.required ? ', always there' : ''}`;
    }
    default:
      return undefined;
  }
}

function describeResponse(file: MockFile, name: string, { workflows }: MockSurroundings): string | undefined {
  const response = file.responses.get(name);
  if (!response) return undefined;
  const states = statesWith(file, name, workflows).map((state) => plain(state.name));
  const answers = response.entries.map(({ first, last, outcome }) => {
    const which = first === last ? `Invocation ${first}` : `Invocations ${first} to ${last}`;
    return `- ${which}: ${outcome.kind === 'throw' ? `throws ${plain(outcome.error)}` : 'returns a result'}`;
  });
  const users = states.length > 0 ? [`Answers for ${states.join(', ')}`] : [];
  return [`**${plain(name)}** *mocked response*`, answers.join('\n'), ...users].join('\n\n');
}

const sections: Readonly<Record<string, string>> = {
  StateMachines: 'Which mocked response each state gives, by workflow and test case.',
  MockedResponses: 'What states answer, invocation by invocation.',
};

const outcomes: Readonly<Record<string, string>> = {
  Return: 'The result of the task, as the service answers it.',
  Throw: 'The error that the task fails with.',
  Error: 'The name of the error, as Retry and Catch see it.',
  Cause: 'What is said about the error.',
};

/** Names can hold the signs of Markdown. */
function plain(name: string): string {
  return name.replace(/[\\`*_[\]<>&#|~]/g, '\\$&');
}
