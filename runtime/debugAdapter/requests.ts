import type { State } from '../../language/model/stateMachine.ts';
import { Refusal } from '../program.ts';
import type { Programs } from '../programs.ts';
import type { Breakpoints } from './breakpoints.ts';
import { completionsFor } from './completions.ts';
import { isConsoleCommand, runConsoleCommand } from './console.ts';
import { asPath, pathMeant } from './dataPlace.ts';
import { evaluateText } from './expressions.ts';
import { breakpointLines, type LineWish } from './placing.ts';
import { stateOnLine } from './programLines.ts';
import type { Session } from './session.ts';
import type { StepWish } from './stepping.ts';
import { watchedPath } from './watches.ts';
import { faultInWords } from './words.ts';

/** The arguments of a request: they come from outside, so each is looked at before it is used. */
export type Arguments = Readonly<Record<string, unknown>>;
export type Answering = (session: Session, args: Arguments) => object | undefined | Promise<object | undefined>;

/** The requests that a launched session answers, by DAP's names. Lines count from 0 here. */
export const requests: Readonly<Record<string, Answering>> = {
  configurationDone: (session) => after(() => session.start()),
  setBreakpoints(session, args) {
    const wishes = listOf(args.breakpoints).map(
      (wish): LineWish => ({ line: numberOf(wish.line), ...conditions(wish) }),
    );
    const texts = {
      programs: session.programs,
      written: args.sourceModified === true ? session.programsAsWritten() : session.programs,
    };
    return { breakpoints: session.breakpoints.setLines(texts, sourceOf(args) ?? '', wishes) };
  },
  setFunctionBreakpoints(session, args) {
    const wishes = listOf(args.breakpoints).map((wish) => ({ name: String(wish.name), ...conditions(wish) }));
    return { breakpoints: session.breakpoints.setNames(session.programs, wishes) };
  },
  setExceptionBreakpoints(session, args) {
    const plain = (Array.isArray(args.filters) ? args.filters : []).map((filter) => errorWish(filter, undefined));
    const optional = listOf(args.filterOptions).map(({ filterId, condition }) => errorWish(filterId, condition));
    session.breakpoints.setErrors([...plain, ...optional]);
    return {};
  },
  dataBreakpointInfo({ looking }, args) {
    const name = String(args.name);
    const place = looking.placeOf(numberOf(args.variablesReference), name);
    const language = looking.strandOfFrame(undefined)?.state?.queryLanguage ?? 'JSONPath';
    const dataId = place === undefined ? pathMeant(name.replace(/^(?!\$)/, '$'), language) : asPath(place);
    const path = args.variablesReference && place === undefined ? undefined : watchedPath(dataId);
    if (path === undefined) return { dataId: null, description: 'Variables can be watched, and places in the data.' };
    const isVariable = path.root === 'variable' && path.segments.length === 0;
    const description = `when ${dataId} ${isVariable ? 'is assigned' : 'changes'}`;
    return { dataId, description, accessTypes: ['write'], canPersist: true };
  },
  setDataBreakpoints(session, args) {
    const wishes = listOf(args.breakpoints).map((wish) => ({ dataId: String(wish.dataId), ...conditions(wish) }));
    return { breakpoints: session.breakpoints.setWatches(wishes) };
  },
  breakpointLocations(session, args) {
    const from = numberOf(args.line);
    const to = typeof args.endLine === 'number' ? args.endLine : from;
    const lines = breakpointLines(session.programs.at(sourceOf(args)), from, to);
    return { breakpoints: lines.map((line) => ({ line })) };
  },
  threads: ({ looking }) => ({ threads: looking.threads(mostThreads) }),
  stackTrace(session, args) {
    if (session.isRunning) throw new Refusal('The run is going on.');
    const frames = session.looking.stack(numberOf(args.threadId));
    const start = typeof args.startFrame === 'number' ? args.startFrame : 0;
    const levels = typeof args.levels === 'number' && args.levels > 0 ? args.levels : frames.length;
    return { stackFrames: frames.slice(start, start + levels), totalFrames: frames.length };
  },
  scopes: ({ looking }, args) => ({ scopes: looking.scopes(numberOf(args.frameId)) }),
  variables({ looking }, args) {
    const [start, count] = [Number(args.start ?? 0), Number(args.count ?? 0)];
    return { variables: looking.variables(numberOf(args.variablesReference), start, count) };
  },
  setVariable: (session, args) =>
    standing(session).looking.setVariable(numberOf(args.variablesReference), String(args.name), String(args.value)),
  setExpression(session, args) {
    const strand = strandOf(standing(session), args);
    return session.looking.setExpression(strand, String(args.expression), String(args.value));
  },
  evaluate,
  async completions({ looking }, args) {
    const strand = looking.strandOfFrame(typeof args.frameId === 'number' ? args.frameId : undefined);
    const typed = String(args.text).slice(0, Math.max(0, numberOf(args.column)));
    return { targets: await completionsFor(typed, strand) };
  },
  continue: (session) => after(() => session.goOn(), { allThreadsContinued: true }),
  next: (session, args) => after(() => session.step(numberOf(args.threadId), over(args))),
  stepIn: (session, args) => after(() => session.step(numberOf(args.threadId), into(args))),
  stepOut: (session, args) => after(() => session.step(numberOf(args.threadId), { kind: 'out' })),
  stepBack: (session, args) => after(() => session.stepBack(numberOf(args.threadId), over(args))),
  reverseContinue: (session) => after(() => session.reverse()),
  pause: (session) => after(() => session.pause()),
  stepInTargets(session, args) {
    const { state } = strandOf(session, args);
    const branches = state?.type === 'Parallel' ? state.branches : [];
    return {
      targets: branches.map(({ startAt }, index) => ({ id: index + 1, label: `branch ${index}: ${startAt?.target}` })),
    };
  },
  gotoTargets(session, args) {
    const { programs } = session;
    const [state] = programs.at(sourceOf(args)).flatMap((program) => stateOnLine(program, numberOf(args.line)) ?? []);
    if (state === undefined) return { targets: [] };
    const id = allStates(programs).indexOf(state) + 1;
    return { targets: [{ id, label: `Continue at ${state.name}`, line: numberOf(args.line) }] };
  },
  goto(session, args) {
    const state = allStates(session.programs)[numberOf(args.targetId) - 1];
    if (state === undefined) throw new Refusal('There is no such state any more.');
    return after(() => standing(session).goTo(numberOf(args.threadId), state));
  },
  restartFrame(session, args) {
    const { id } = strandOf(standing(session), args);
    return after(() => session.restartFrame(id));
  },
  exceptionInfo(session, args) {
    const { fault, outlook } = session.engine.execution.strand(numberOf(args.threadId)) ?? {};
    if (fault === undefined) throw new Refusal('There is no error here.');
    return {
      exceptionId: fault.error ?? 'Error',
      description: faultInWords(fault, outlook),
      breakMode: outlook?.kind === 'uncaught' ? 'unhandled' : 'always',
      details: { typeName: fault.error ?? '', message: fault.cause ?? '' },
    };
  },
  async 'stepwise/reload'(session, { path }) {
    if (typeof path !== 'string' || session.programs.areIn(path)) await session.reload();
    return {};
  },
  terminate: (session) => after(() => session.terminate()),
};

/** As many threads as an editor is shown at once. */
const mostThreads = 500;

async function evaluate(session: Session, args: Arguments): Promise<object> {
  const expression = String(args.expression);
  if (args.context === 'repl' && isConsoleCommand(expression))
    return { result: runConsoleCommand(expression, session), variablesReference: 0 };
  const found = await evaluateText(expression, strandOf(session, args));
  if (found.kind === 'problem') throw new Refusal(found.message);
  if (found.kind === 'nothing') return { result: 'nothing', variablesReference: 0 };
  const { value, ...shown } = session.looking.show(found.value);
  return { ...shown, result: args.context === 'clipboard' ? JSON.stringify(found.value) : value };
}

/** Answers first, then does what makes the run move and speak. */
function after(work: () => void, body: object = {}): Promise<object> {
  work();
  return Promise.resolve(body);
}

function standing(session: Session): Session {
  if (session.isRunning) throw new Refusal('The run is going on; pause it first.');
  return session;
}

function strandOf(session: Session, args: Arguments) {
  const strand = session.looking.strandOfFrame(typeof args.frameId === 'number' ? args.frameId : undefined);
  if (strand === undefined) throw new Refusal('Nothing stands here any more.');
  return strand;
}

function over({ granularity }: Arguments): StepWish {
  return { kind: granularity === 'instruction' ? 'stage' : 'over' };
}

function into({ targetId }: Arguments): StepWish {
  return typeof targetId === 'number' ? { kind: 'branch', index: targetId - 1 } : { kind: 'in' };
}

function errorWish(filter: unknown, condition: unknown): Parameters<Breakpoints['setErrors']>[0][number] {
  const names = typeof condition === 'string' ? condition.split(/[\s,]+/).filter((name) => name !== '') : [];
  return { filter: errorFilters.find((each) => each === filter) ?? 'uncaught', names };
}

const errorFilters = ['all', 'uncaught', 'retried', 'caught'] as const;

function allStates({ all }: Programs): readonly State[] {
  return all.flatMap(({ machine }) => machine.states);
}

function conditions(wish: Arguments) {
  const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value : undefined);
  return {
    condition: text(wish.condition),
    hitCondition: text(wish.hitCondition),
    logMessage: text(wish.logMessage),
  };
}

function listOf(value: unknown): readonly Arguments[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function sourceOf({ source }: Arguments): string | undefined {
  const path = typeof source === 'object' && source !== null && 'path' in source ? source.path : undefined;
  return typeof path === 'string' ? path : undefined;
}
