import type { Json, JsonObject } from '../../language/json.ts';
import { type SeededRandom, seededRandom } from '../../runtime/virtualHost.ts';

/** A machine made up from a seed: every type of state, nested scopes, errors, retries, waits and variables. */
export function generateMachine(seed: number): JsonObject {
  const generator = new Generator(seededRandom(seed));
  return { ...generator.scope(2), TimeoutSeconds: 100_000 };
}

class Generator {
  readonly #random: SeededRandom;
  #names = 0;

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  scope(depth: number): JsonObject {
    const names = Array.from({ length: 1 + this.#below(4) }, () => `S${this.#names++}`);
    const states = names.map((name, at) => [name, this.#state(names, at, depth)] as const);
    return { StartAt: names[0] ?? '', States: Object.fromEntries(states) };
  }

  #state(names: readonly string[], at: number, depth: number): JsonObject {
    const next = names[at + 1];
    const way: JsonObject = next === undefined ? { End: true } : { Next: next };
    const nested = depth > 0;
    const kind = this.#below(nested ? 11 : 8);
    if (kind === 0 && next === undefined) return { Type: 'Succeed' };
    if (kind === 1 && next === undefined && this.#chance(0.4))
      return { Type: 'Fail', Error: 'Made.Up', Cause: 'chance' };
    if (kind === 2 && next !== undefined) return this.#choice(names, at);
    if (kind === 3) return { Type: 'Wait', Seconds: this.#below(30), ...way };
    if (kind === 4 || kind === 5) return this.#task(names, way);
    if (kind === 6) return this.#jsonata(way);
    if (kind >= 8 && kind <= 9) return this.#parallel(names, way, depth);
    if (kind === 10) return this.#map(names, way, depth);
    return this.#pass(way);
  }

  #pass(way: JsonObject): JsonObject {
    const path = this.#chance(0.3) ? { ResultPath: '$.out' } : {};
    const assign = this.#chance(0.3) ? { Assign: { v: this.#below(9), 'w.$': '$' } } : {};
    const id = this.#chance(0.3) ? { 'id.$': 'States.UUID()' } : {};
    return { Type: 'Pass', Parameters: { n: this.#below(5), 'in.$': '$', ...id }, ...path, ...assign, ...way };
  }

  #jsonata(way: JsonObject): JsonObject {
    const Output = { n: this.#below(5), r: '{% $random() %}', t: '{% $type($states.input) %}' };
    return { Type: 'Pass', QueryLanguage: 'JSONata', Output, ...way };
  }

  #choice(names: readonly string[], at: number): JsonObject {
    const later = names.slice(at + 1);
    const target = later[this.#below(later.length)] ?? '';
    const Choices = [
      { Variable: '$.n', IsPresent: true, Next: target },
      { Variable: '$', IsNull: true, Next: later[0] ?? '' },
    ];
    return { Type: 'Choice', Choices, Default: later[0] ?? '' };
  }

  #task(names: readonly string[], way: JsonObject): JsonObject {
    const clocks = this.#chance(0.5) ? { TimeoutSeconds: 1 + this.#below(20) } : {};
    const resources = [
      'arn:aws:lambda:us-east-1:123456789012:function:f',
      'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      'arn:aws:states:us-east-1:123456789012:activity:a',
    ];
    const Resource = resources[this.#below(resources.length)] ?? '';
    return { Type: 'Task', Resource, ...clocks, ...this.#handling(names), ...way };
  }

  #parallel(names: readonly string[], way: JsonObject, depth: number): JsonObject {
    const Branches = Array.from({ length: 1 + this.#below(3) }, () => this.scope(depth - 1));
    return { Type: 'Parallel', Branches, ...this.#handling(names), ...way };
  }

  #map(names: readonly string[], way: JsonObject, depth: number): JsonObject {
    const inner = this.scope(depth - 1);
    const distributed = this.#chance(0.4);
    const config = { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' };
    const ItemProcessor = distributed ? { ...inner, ProcessorConfig: config } : inner;
    const tolerance = distributed && this.#chance(0.5) ? { ToleratedFailurePercentage: 60 } : {};
    const Items = Array.from({ length: this.#below(6) }, (_, at) => at);
    return {
      Type: 'Map',
      QueryLanguage: 'JSONata',
      Items,
      MaxConcurrency: this.#below(4),
      ItemProcessor,
      ...tolerance,
      ...this.#handling(names, 'JSONata'),
      ...way,
    };
  }

  #handling(names: readonly string[], language = 'JSONPath'): JsonObject {
    const jitter = this.#chance(0.5) ? { JitterStrategy: 'FULL' } : {};
    const retrier = {
      ErrorEquals: ['States.ALL'],
      MaxAttempts: this.#below(3),
      IntervalSeconds: 1 + this.#below(3),
      ...jitter,
    };
    const path = language === 'JSONPath' && this.#chance(0.5) ? { ResultPath: '$.error' } : {};
    const catcher = { ErrorEquals: ['States.ALL'], Next: names.at(-1) ?? '', ...path };
    return {
      ...(this.#chance(0.5) ? { Retry: [retrier] } : {}),
      ...(this.#chance(0.5) ? { Catch: [catcher] } : {}),
    };
  }

  #below(limit: number): number {
    return Math.floor(this.#random.next() * limit);
  }

  #chance(part: number): boolean {
    return this.#random.next() < part;
  }
}

/** An input for a generated machine. */
export function generateInput(seed: number): Json {
  return seed % 3 === 0 ? { n: seed } : seed % 3 === 1 ? [seed, { a: null }] : 'text';
}
