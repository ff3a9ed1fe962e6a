import { html, textButton } from '../dom.ts';
import type { RunOutcome, RunSetup, RunView } from '../messages.ts';
import { isGoingOn, jsonProblem, type ViewState } from '../viewState.ts';
import { compareRunsCard } from './compareRunsCard.ts';
import { valueBlock } from './jsonView.ts';
import type { Controls, PanelPart } from './panelPart.ts';
import { taskQuestions } from './taskQuestions.ts';

/** Start a run, watch it, read what came out. */
export function runTab(controls: Controls): PanelPart {
  const form = runForm(controls);
  const questions = taskQuestions(controls);
  const outcome = outcomeCard(controls);
  const parts = [questions, outcome, compareRunsCard(controls), form];
  const children = parts.map(({ element }) => element);
  return {
    element: html('div', { class: 'tab-content' }, children),
    update: (scene) => {
      for (const part of parts) part.update(scene);
    },
  };
}

function runForm({ act, tell }: Controls): PanelPart {
  const choice = html('select', { 'aria-label': 'Start from' });
  const input = html('textarea', {
    class: 'code',
    rows: 10,
    spellcheck: 'false',
    'aria-label': 'Input',
    'aria-describedby': 'input-problem',
  });
  const problem = html('p', { class: 'problem', id: 'input-problem', role: 'status' });
  const mocks = html('div', { class: 'field' });
  const run = textButton('Run workflow', 'primary', () => submit());
  const choiceField = html('div', { class: 'field' }, [
    html('label', { class: 'field-label' }, ['Start from']),
    choice,
  ]);
  let view: ViewState | undefined;
  let offered: RunSetup | undefined;
  const submit = (): void => {
    if (view && !isGoingOn(view) && !jsonProblem(view.input))
      tell({ type: 'runRequested', input: view.input, mockCase: view.mockCase });
  };
  choice.addEventListener('change', () => {
    const text = offered?.inputs[choice.selectedIndex]?.text;
    if (text !== undefined) act({ type: 'inputEdited', text });
  });
  input.addEventListener('input', () => act({ type: 'inputEdited', text: input.value }));
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  });
  const element = html('form', { class: 'card' }, [
    html('h2', {}, ['Run']),
    choiceField,
    html('div', { class: 'field' }, [html('label', { class: 'field-label' }, ['Input']), input, problem]),
    mocks,
    html('div', { class: 'buttons' }, [run]),
  ]);
  element.addEventListener('submit', (event) => event.preventDefault());
  return {
    element,
    update: (scene) => {
      view = scene.view;
      element.hidden = isGoingOn(view);
      if (offered !== view.setup) {
        offered = view.setup;
        choice.replaceChildren(...(offered?.inputs ?? []).map(({ label }) => html('option', {}, [label])));
        choiceField.hidden = (offered?.inputs.length ?? 0) < 2;
        mocks.replaceChildren(...mockFields(offered, act));
      }
      if (input.value !== view.input) input.value = view.input;
      const wrong = jsonProblem(view.input);
      problem.textContent = wrong ?? '';
      input.classList.toggle('invalid', wrong !== undefined);
      run.disabled = wrong !== undefined;
    },
  };
}

function mockFields(setup: RunSetup | undefined, act: Controls['act']): HTMLElement[] {
  if (setup?.mockProblem !== undefined) return [html('p', { class: 'problem' }, [setup.mockProblem])];
  if (!setup || setup.mockFile === undefined) {
    return [html('p', { class: 'hint' }, ['Tasks ask for their result while the workflow runs.'])];
  }
  const select = html('select', { 'aria-label': 'Mocked test case' }, [
    html('option', { value: '' }, ['Ask for every task']),
    ...setup.mockCases.map((name) => html('option', { value: name, selected: name === setup.mockCase }, [name])),
  ]);
  select.addEventListener('change', () => act({ type: 'mockCaseChosen', mockCase: select.value || undefined }));
  return [
    html('label', { class: 'field-label' }, ['Task results']),
    select,
    html('p', { class: 'hint' }, [`From ${setup.mockFile}`]),
  ];
}

const titles: Readonly<Record<RunOutcome['status'], string>> = {
  SUCCEEDED: 'Succeeded',
  FAILED: 'Failed',
  TIMED_OUT: 'Timed out',
  ABORTED: 'Stopped',
};

function outcomeCard({ tell }: Controls): PanelPart {
  const element = html('div', { class: 'card outcome', role: 'status' });
  const copy = (text: string): void => tell({ type: 'copyRequested', text });
  let shown: ViewState['run'];
  let counted = -1;
  return {
    element,
    update: ({ view: { run, events } }) => {
      if (shown === run && (run?.outcome || counted === events.length)) return;
      [shown, counted] = [run, events.length];
      element.hidden = run === undefined;
      element.className = `card outcome ${run?.cutOff ? 'aborted' : (run?.outcome?.status.toLowerCase() ?? 'running')}`;
      element.replaceChildren(
        html('h2', {}, [titleOf(run, events.length)]),
        html('p', { class: 'hint' }, [run?.title ?? '']),
      );
      if (run?.recorded) element.append(html('p', { class: 'hint' }, [recordedWords(run.recorded)]));
      if (run?.cutOff) element.append(...cutOffWords(run.id, tell));
      if (run?.outcome) element.append(...outcomeValues(run.outcome, copy));
    },
  };
}

function titleOf(run: ViewState['run'], events: number): string {
  if (run?.outcome) return titles[run.outcome.status];
  if (run?.cutOff) return `Cut off after ${events} ${events === 1 ? 'event' : 'events'}`;
  return run?.recorded ? `Recorded up to event ${events}` : `Running, ${events} events so far`;
}

function recordedWords({ from, isPartial }: NonNullable<RunView['recorded']>): string {
  return `Recorded history from ${from}.${isPartial ? ' Some of its events are missing.' : ''}`;
}

function cutOffWords(runId: string, tell: Controls['tell']): HTMLElement[] {
  const words = 'The window was closed or loaded again while it was running. This is how far it had come by then.';
  const goOn = textButton('Go on', 'secondary', () => tell({ type: 'goOnRequested', runId }));
  goOn.title = 'Runs it again with the same input. What was answered before is answered in the same way.';
  return [html('p', { class: 'hint' }, [words]), html('div', { class: 'buttons' }, [goOn])];
}

function outcomeValues({ output, error, cause }: RunOutcome, copy: (text: string) => void): HTMLElement[] {
  return [
    ...(error === undefined ? [] : [html('p', { class: 'error-name' }, [error])]),
    ...(cause === undefined ? [] : [valueBlock('Cause', cause, copy)]),
    ...(output === undefined ? [] : [valueBlock('Output', output, copy)]),
  ];
}
