import type { HistoryEvent } from '../runtime/interpreter/events.ts';
import type { RunSetup, RunView, TaskQuestion, ToWebview } from './messages.ts';
import type { RunAction, ViewState } from './viewState.ts';

type RunMessage = Extract<
  ToWebview,
  {
    type:
      | 'runOffered'
      | 'runShown'
      | 'eventsAdded'
      | 'startedEvents'
      | 'runEnded'
      | 'valuesShown'
      | 'taskAsked'
      | 'taskWithdrawn';
  }
>;

/** The view after something was said of a run, or done with it. */
export function reduceRun(view: ViewState, action: RunMessage | RunAction): ViewState {
  switch (action.type) {
    case 'runOffered':
      return offerRun(view, action.setup, action.focus);
    case 'runShown':
      return showRun(view, action.run, action.events);
    case 'eventsAdded':
      return view.run?.id === action.runId ? addEvents(view, action.events) : view;
    case 'startedEvents':
      return view.run?.id === action.runId ? addStarted(view, action) : view;
    case 'runEnded':
      return view.run?.id === action.runId ? endRun({ ...view, run: { ...view.run, outcome: action.outcome } }) : view;
    case 'valuesShown':
      return { ...view, values: { visit: action.visit, values: action.values } };
    case 'taskAsked':
      return { ...view, questions: [...without(view.questions, action.question.id), action.question], sidebar: 'run' };
    case 'taskWithdrawn':
    case 'questionAnswered':
      return { ...view, questions: without(view.questions, action.questionId) };
    case 'inputEdited':
      return { ...view, input: action.text };
    case 'mockCaseChosen':
      return { ...view, mockCase: action.mockCase };
    case 'momentChosen':
      return { ...view, moment: clamp(action.moment, view.events.length), playing: false };
    case 'playToggled':
      return togglePlay(view);
    case 'played':
      return play(view);
    case 'speedChosen':
      return { ...view, speed: action.speed };
    case 'filterEdited':
      return { ...view, filter: action.text };
    case 'visitChosen':
      return { ...view, visit: action.visit };
    case 'axisChosen':
      return { ...view, axis: action.axis };
    case 'lanesToggled':
      return { ...view, lanes: !view.lanes };
    case 'eventPinned':
      return { ...view, pinned: action.moment };
    case 'itemFollowed':
      return { ...view, followed: action.followed };
    case 'runKept':
      return view.run ? { ...view, kept: { run: view.run, events: view.events } } : view;
    case 'comparisonEnded':
      return { ...view, kept: undefined };
  }
}

/** An input that the user has changed is kept when the offer comes again. */
function offerRun(view: ViewState, setup: RunSetup, focus: boolean): ViewState {
  const edited = view.setup !== undefined && !view.setup.inputs.some(({ text }) => text === view.input);
  return {
    ...view,
    setup,
    input: edited ? view.input : (setup.inputs[0]?.text ?? view.input),
    mockCase: setup.mockCase,
    sidebar: focus ? 'run' : view.sidebar,
  };
}

/** A running execution is followed; a finished one is shown at its end. */
function showRun(view: ViewState, run: RunView, events: readonly HistoryEvent[]): ViewState {
  const questions = view.questions.filter(({ runId }) => runId === run.id);
  const shown = {
    ...view,
    run,
    events,
    started: run.id === view.run?.id ? view.started : new Map(),
    moment: events.length,
    playing: false,
    visit: undefined,
    pinned: undefined,
    questions,
  };
  return { ...shown, pinned: undefined, followed: undefined, sidebar: view.sidebar ?? 'run' };
}

function addEvents(view: ViewState, added: readonly HistoryEvent[]): ViewState {
  const events = [...view.events, ...added];
  const follows = view.moment === view.events.length && !view.playing;
  return { ...view, events, moment: follows ? events.length : view.moment, values: undefined };
}

function addStarted(view: ViewState, told: Extract<RunMessage, { type: 'startedEvents' }>): ViewState {
  const { execution, from, events } = told;
  const before = view.started.get(execution)?.slice(0, from) ?? [];
  return { ...view, started: new Map([...view.started, [execution, [...before, ...events]]]) };
}

function endRun(view: ViewState): ViewState {
  return { ...view, questions: view.questions.filter(({ runId }) => runId !== view.run?.id) };
}

/** Playing from the end starts again. */
function togglePlay(view: ViewState): ViewState {
  if (view.playing) return { ...view, playing: false };
  const moment = view.moment >= view.events.length ? 0 : view.moment;
  return { ...view, moment, playing: view.events.length > 0 };
}

function play(view: ViewState): ViewState {
  if (!view.playing) return view;
  const moment = clamp(view.moment + 1, view.events.length);
  return { ...view, moment, playing: moment < view.events.length };
}

function without(questions: readonly TaskQuestion[], id: string): readonly TaskQuestion[] {
  return questions.filter((question) => question.id !== id);
}

function clamp(moment: number, length: number): number {
  return Math.max(0, Math.min(moment, length));
}
