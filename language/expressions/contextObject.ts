/** The members of the context object by their path, with what they hold; the same in both query languages. */
export const contextMembers: ReadonlyMap<string, ContextMember> = new Map<string, ContextMember>([
  ['Execution', { doc: 'The execution.' }],
  ['Execution.Id', { doc: 'The ARN of the execution.' }],
  ['Execution.Input', { doc: 'The input of the execution.' }],
  ['Execution.Name', { doc: 'The name of the execution.' }],
  ['Execution.RedriveCount', { doc: 'How often the execution has been redriven.' }],
  ['Execution.RedriveTime', { doc: 'When it was last redriven; only after a redrive.' }],
  ['Execution.RoleArn', { doc: 'The role that the execution acts as.' }],
  ['Execution.StartTime', { doc: 'When the execution began.' }],
  ['State', { doc: 'The state that is running.' }],
  ['State.EnteredTime', { doc: 'When the state began.' }],
  ['State.Name', { doc: 'The name of the state.' }],
  ['State.RetryCount', { doc: 'How often the state has been retried.' }],
  ['StateMachine', { doc: 'The state machine.' }],
  ['StateMachine.Id', { doc: 'The ARN of the state machine.' }],
  ['StateMachine.Name', { doc: 'The name of the state machine.' }],
  ['Task', { doc: 'The task; only in states that wait for a token, and in activities.', where: 'token' }],
  ['Task.Token', { doc: 'What an answer to the task must carry.', where: 'token' }],
  ['Map', { doc: 'The iteration of a Map; only in its ItemSelector.', where: 'map' }],
  ['Map.Item', { doc: 'The item of this iteration.', where: 'map' }],
  ['Map.Item.Index', { doc: 'The number of the iteration, from 0.', where: 'map' }],
  ['Map.Item.Value', { doc: 'The item itself.', where: 'map' }],
  ['Map.Item.Key', { doc: 'The name of the member, where the items are the members of an object.', where: 'map' }],
  ['Map.Item.Source', { doc: 'Where the item of a distributed Map comes from.', where: 'map' }],
]);

export interface ContextMember {
  readonly doc: string;
  /** Absent: everywhere. `token`: while a token is waited for. `map`: in a Map's ItemSelector. */
  readonly where?: 'token' | 'map';
}
