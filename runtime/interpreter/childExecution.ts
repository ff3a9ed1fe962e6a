import type { Destination } from './destination.ts';
import { addChild, newFibre } from './fibre.ts';
import { newChronicle, record } from './history.ts';
import type { MapRun, Unit } from './mapRun.ts';
import { type Fibre, innerVariables, type Run } from './run.ts';
import { setDeadline, wake } from './schedule.ts';

/** Begins a child execution of a distributed Map for one item or one batch of them. */
export function startChild(run: Run, fibre: Fibre, work: MapRun, target: Destination, unit: Unit): void {
  const { index, input, items } = unit;
  const { identity } = fibre.chronicle;
  const type = work.state.executionType ?? 'STANDARD';
  const name = run.host.uuid();
  const [, , , region, account] = identity.stateMachineArn.split(':');
  const base = `arn:aws:states:${region}:${account}`;
  const names = {
    ...identity,
    executionName: name,
    executionArn:
      type === 'EXPRESS'
        ? `${base}:express:${work.label}:${name}:${run.host.uuid()}`
        : `${base}:execution:${work.label}:${name}`,
    stateMachineArn: `${base}:stateMachine:${work.label}`,
  };
  const { origin } = fibre.chronicle;
  const chronicle = newChronicle({ origin, identity: names, type, input, startedAt: run.host.now() });
  record(run, chronicle, 'ExecutionStarted', 0, undefined, input, { roleArn: identity.roleArn });
  const variables = innerVariables(undefined);
  const child = newFibre(run, {
    kind: 'child',
    parent: fibre,
    index,
    chronicle,
    variables,
    previous: 0,
    target,
    input,
  });
  chronicle.root = child;
  addChild(work.children, child);
  if (items !== 1) work.batchSizes.set(index, items);
  // A Standard child's year ends after that of the execution around it.
  if (type === 'EXPRESS') setDeadline(run, child);
  wake(run, child);
}
