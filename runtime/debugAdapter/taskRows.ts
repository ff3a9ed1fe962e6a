import type { Json } from '../../language/json.ts';
import type { Strand } from '../interpreter/strands.ts';
import type { Engine } from './engine.ts';
import { nestedOf } from './frames.ts';
import { outlookInWords } from './words.ts';

/** What the Task scope shows: what was asked for, how it stands, and what comes next. */
export function taskRows(strand: Strand, engine: Engine): readonly (readonly [string, Json])[] {
  const { state, retryCount, fault, outlook, result } = strand;
  const stages = new Map(engine.stagesOf(strand.id));
  const parameters = stages.get('afterParameters') ?? stages.get('afterArguments') ?? strand.value;
  const resource = state?.type === 'Task' && 'value' in state.resource ? state.resource.value : '';
  const asked = engine.openRequests.find((request) => request.kind === 'task' && request.id === strand.request);
  const started = nestedOf(strand.id, engine.execution);
  const token = asked?.kind === 'task' ? asked.taskToken : undefined;
  const settings = (['timeoutSeconds', 'heartbeatSeconds', 'credentials'] as const).map((stage) => [
    stage,
    stages.get(stage),
  ]);
  return Object.entries<Json | undefined>({
    resource,
    parameters,
    attempt: retryCount + 1,
    ...Object.fromEntries(settings),
    taskToken: token,
    result,
    error: fault && (fault.error ?? ''),
    cause: fault && (fault.cause ?? ''),
    next: asked
      ? 'It waits for an answer.'
      : started
        ? `It waits for the end of ${started}.`
        : outlook && outlookInWords(outlook),
  }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}
