import { DebugSession, Event, Response } from '@vscode/debugadapter';
import { Refusal } from '../program.ts';
import { capabilities } from './capabilities.ts';
import { type Opened, openLaunch, openShared } from './opening.ts';
import { OpenRuns } from './openRuns.ts';
import { type Arguments, requests } from './requests.ts';
import { Session } from './session.ts';
import { Teller } from './teller.ts';

interface Request {
  readonly seq: number;
  readonly type: string;
  readonly command: string;
  readonly arguments?: unknown;
}

/** Speaks DAP: over streams as a process of its own, or by messages inside an editor. Lines on the wire count from 1 or 0. */
export class DebugAdapter extends DebugSession {
  readonly #runs: OpenRuns;
  readonly #teller = new Teller((event, body) => this.#tell(event, body));
  #session: Session | undefined;
  #launched: Arguments = {};
  #firstLine = 1;

  /** `runs` are those that a session may attach to. */
  constructor(runs = new OpenRuns()) {
    super();
    this.#runs = runs;
  }

  protected override dispatchRequest(request: Request): void {
    void this.#answer(request, (request.arguments ?? {}) as Arguments).then(
      (body) => this.#respond(request, { success: true, body: this.#outward(body) }),
      (reason: unknown) => this.#respond(request, { success: false, ...failure(reason) }),
    );
  }

  override shutdown(): void {
    void this.#session?.leave();
    super.shutdown();
  }

  async #answer({ command }: Request, args: Arguments): Promise<object | undefined> {
    switch (command) {
      case 'initialize':
        if (args.linesStartAt1 === false) this.#firstLine = 0;
        return capabilities;
      case 'launch':
        this.#launched = args;
        return this.#open(this.#openLaunch());
      case 'attach':
        return this.#open(await openShared(args, this.#runs));
      case 'disconnect':
        if (args.terminateDebuggee === true) this.#session?.engine.abort();
        await this.#session?.leave();
        setImmediate(() => this.shutdown());
        return undefined;
      default: {
        const answer = Object.hasOwn(requests, command) ? requests[command] : undefined;
        const session = this.#session;
        if (command === 'restart' && session !== undefined) return this.#restart(session);
        if (answer === undefined) throw new Refusal(`There is no request ${command}.`);
        if (session === undefined) throw new Refusal('Nothing was launched.');
        return answer(session, this.#inward(args) as Arguments);
      }
    }
  }

  /** Begins anew with the files as they are now. */
  #restart(session: Session): undefined {
    if (session.isShared) throw new Refusal('A run that began elsewhere cannot be restarted from here.');
    session.restart(this.#openLaunch());
  }

  #openLaunch(): Opened {
    return openLaunch(this.#launched, {
      asked: (request, signal) => {
        this.#session?.sayEvents();
        this.#teller.sayQuestion(request);
        signal.addEventListener('abort', () => this.#teller.sayWithdrawn(request), { once: true });
      },
      progressed: () => this.#session?.sayEventsSoon(),
    });
  }

  /** Breakpoints can be placed once the text was read. */
  #open(opened: Opened): undefined {
    this.#session = new Session(opened, (event, body) => this.#tell(event, body), this.#teller);
    this.#tell('initialized');
  }

  /** Events come after the answer to the request that caused them. */
  #tell(event: string, body?: object): void {
    const told = event === 'breakpoint' ? this.#outward(body) : body;
    setImmediate(() => this.sendEvent(new Event(event, told)));
  }

  #respond(request: Request, answer: object): void {
    this.sendResponse(Object.assign(new Response(request), answer));
  }

  /** Lines and columns of what the editor says, counted from 0. */
  #inward(value: unknown): unknown {
    return moved(value, -this.#firstLine);
  }

  #outward(value: unknown): unknown {
    return moved(value, this.#firstLine);
  }
}

const positions: ReadonlySet<string> = new Set(['line', 'endLine', 'column', 'endColumn']);

function moved(value: unknown, by: number): unknown {
  if (Array.isArray(value)) return value.map((item) => moved(item, by));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      positions.has(key) && typeof item === 'number' ? item + by : moved(item, by),
    ]),
  );
}

function failure(reason: unknown): { readonly message: string; readonly body: object } {
  const format = reason instanceof Refusal ? reason.message : String(reason instanceof Error ? reason.stack : reason);
  return { message: format, body: { error: { id: 1, format, showUser: reason instanceof Refusal } } };
}
