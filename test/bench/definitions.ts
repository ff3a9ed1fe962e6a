import type { Json, JsonObject } from '../../language/json.ts';
import type { QueryLanguage } from '../../language/model/stateMachine.ts';

/** How the states of a made-up definition hang together. */
export type Shape = 'chain' | 'wide' | 'deep' | 'mix';
export const shapes: readonly Shape[] = ['chain', 'wide', 'deep', 'mix'];

/** The text of a definition of about so many states, the same each time. */
export function definitionText(shape: Shape, states: number, language: QueryLanguage): string {
  const maker = new Maker(language);
  const head = language === 'JSONata' ? { QueryLanguage: language } : {};
  return JSON.stringify({ ...head, ...maker.machine(shape, states) }, null, 2);
}

type Scope = JsonObject & { readonly StartAt: string };

class Maker {
  readonly #jsonata: boolean;
  #names = 0;

  constructor(language: QueryLanguage) {
    this.#jsonata = language === 'JSONata';
  }

  machine(shape: Shape, states: number): Scope {
    switch (shape) {
      case 'chain':
        return this.#chain(states);
      case 'wide':
        return this.#wide(states);
      case 'deep':
        return this.#deep(states, 25);
      case 'mix':
        return this.#mix(states);
      default:
        return shape satisfies never;
    }
  }

  #chain(count: number, more: JsonObject = {}): Scope {
    const names = Array.from({ length: Math.max(1, count) }, () => this.#name('Step'));
    const states = names.map((name, at): [string, Json] => {
      const leave = this.#leave(names[at + 1] ?? (Object.keys(more).length > 0 ? Object.keys(more)[0] : undefined));
      return [name, [this.#pass(leave), this.#task(leave), this.#wait(leave)][at % 3] ?? this.#pass(leave)];
    });
    return { StartAt: names[0] ?? '', States: { ...Object.fromEntries(states), ...more } };
  }

  #wide(count: number): Scope {
    const arms = Array.from({ length: Math.max(1, count - 2) }, () => this.#name('Arm'));
    const join = this.#name('Join');
    const states = arms.map((arm): [string, Json] => [arm, this.#pass({ Next: join })]);
    const choice = { Type: 'Choice', Choices: arms.map((arm, at) => this.#rule(at, arm)), Default: join };
    return {
      StartAt: 'Route',
      States: { Route: choice, ...Object.fromEntries(states), [join]: this.#pass({ End: true }) },
    };
  }

  #deep(count: number, depth: number): Scope {
    if (depth === 0) return this.#chain(count);
    const here = Math.max(1, Math.floor(count / (depth + 1)) - 1);
    const inner = this.#deep(count - here - 1, depth - 1);
    return this.#chain(here, { [this.#name('Each')]: this.#map(inner, { End: true }) });
  }

  /** Blocks of a task with a catcher, a choice between two, a Map and a Parallel, over and over. */
  #mix(count: number): Scope {
    const failed = this.#name('Failed');
    const states: Record<string, Json> = {};
    const blocks = Math.max(1, Math.floor(count / 14));
    const entries = Array.from({ length: blocks }, () => this.#name('Call'));
    for (const [at, entry] of entries.entries()) {
      const [route, left, right, each, fork] = ['Route', 'Left', 'Right', 'Each', 'Fork'].map((name) =>
        this.#name(name),
      );
      if (!route || !left || !right || !each || !fork) break;
      states[entry] = { ...this.#task({ Next: route }), Catch: [{ ErrorEquals: ['States.ALL'], Next: failed }] };
      states[route] = { Type: 'Choice', Choices: [this.#rule(at, left)], Default: right };
      states[left] = this.#pass({ Next: each });
      states[right] = this.#wait({ Next: each });
      states[each] = this.#map(this.#chain(3), { Next: fork });
      states[fork] = { Type: 'Parallel', Branches: [this.#chain(2), this.#chain(2)], ...this.#leave(entries[at + 1]) };
    }
    states[failed] = { Type: 'Fail', Error: 'Failed', Cause: 'A step of the workflow failed.' };
    return { StartAt: entries[0] ?? '', States: states };
  }

  #name(kind: string): string {
    return `${kind} ${String(this.#names++).padStart(5, '0')}`;
  }

  #leave(next: string | undefined): JsonObject {
    return next === undefined ? { End: true } : { Next: next };
  }

  #pass(leave: JsonObject): JsonObject {
    return this.#jsonata
      ? { Type: 'Pass', Output: { id: '{% $states.input.id %}', total: '{% $states.input.total + 1 %}' }, ...leave }
      : {
          Type: 'Pass',
          Parameters: { 'id.$': '$.id', 'total.$': 'States.MathAdd($.total, 1)' },
          ResultPath: '$.pass',
          ...leave,
        };
  }

  #task(leave: JsonObject): JsonObject {
    const Payload = this.#jsonata
      ? { order: '{% $states.input.order %}', items: '{% $states.input.items[price > 10].sku %}' }
      : { 'order.$': '$.order', 'items.$': '$.items[*].sku' };
    const parameters = { FunctionName: `arn:aws:lambda:us-east-1:123456789012:function:fn-${this.#names}`, Payload };
    return {
      Type: 'Task',
      Comment: `Calls function ${this.#names}`,
      Resource: 'arn:aws:states:::lambda:invoke',
      ...(this.#jsonata
        ? {
            Arguments: parameters,
            Assign: { [`result${this.#names}`]: '{% $states.result.Payload %}' },
            Output: '{% $states.result.Payload %}',
          }
        : { Parameters: parameters, ResultSelector: { 'body.$': '$.Payload' }, ResultPath: '$.result' }),
      TimeoutSeconds: 60,
      Retry: [
        {
          ErrorEquals: ['Lambda.ServiceException', 'Lambda.TooManyRequestsException'],
          IntervalSeconds: 2,
          MaxAttempts: 6,
          BackoffRate: 2,
        },
      ],
      ...leave,
    };
  }

  #wait(leave: JsonObject): JsonObject {
    return { Type: 'Wait', Seconds: 1 + (this.#names % 300), ...leave };
  }

  #rule(value: number, next: string): JsonObject {
    return this.#jsonata
      ? { Condition: `{% $states.input.value = ${value} and $states.input.kind = "k${value}" %}`, Next: next }
      : { Variable: '$.value', NumericEquals: value, Next: next };
  }

  #map(body: Scope, leave: JsonObject): JsonObject {
    const items = this.#jsonata
      ? { Items: '{% $states.input.items %}', ItemSelector: { value: '{% $states.context.Map.Item.Value %}' } }
      : { ItemsPath: '$.items', ItemSelector: { 'value.$': '$$.Map.Item.Value' }, ResultPath: '$.mapped' };
    return { Type: 'Map', MaxConcurrency: 10, ...items, ItemProcessor: body, ...leave };
  }
}
