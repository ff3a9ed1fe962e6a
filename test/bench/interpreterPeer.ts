import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { Json, JsonObject } from '../../language/json.ts';

/** Another interpreter: runs a definition with an input, calling `task` for the state `Call`; settles with the output. */
export type Peer = (definition: JsonObject, input: Json, task: (input: Json) => Promise<Json>) => Promise<Json>;

interface LocalStepFunctions {
  readonly StateMachine: new (
    definition: JsonObject,
    options: object,
  ) => { run(input: Json, options: object): { readonly result: Promise<Json> } };
}

/** aws-local-stepfunctions, where PEERS_DIR names a folder in which it is installed. */
export function localStepFunctions(): Peer | undefined {
  const folder = process.env.PEERS_DIR;
  if (!folder || !existsSync(join(folder, 'node_modules/aws-local-stepfunctions'))) return undefined;
  const require = createRequire(resolve(folder, 'peers.cjs'));
  const { StateMachine } = require('aws-local-stepfunctions') as LocalStepFunctions;
  return (definition, input, task) => {
    const machine = new StateMachine(definition, { validationOptions: { noValidate: true } });
    return machine.run(input, { overrides: { taskResourceLocalHandlers: { Call: task } } }).result;
  };
}
