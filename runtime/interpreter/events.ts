/**
 * What an execution says: the history events of AWS's GetExecutionHistory, in its names and shapes.
 * Timestamps are epoch milliseconds. Inputs and outputs are JSON texts, made when asked for.
 */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly timestamp: number;
  readonly type: HistoryEventType;
  readonly executionStartedEventDetails?: {
    readonly input: string;
    readonly inputDetails: Truncation;
    readonly roleArn?: string;
  };
  readonly executionSucceededEventDetails?: Output;
  readonly executionFailedEventDetails?: Failure;
  readonly executionAbortedEventDetails?: Failure;
  readonly executionTimedOutEventDetails?: Failure;
  readonly executionRedrivenEventDetails?: { readonly redriveCount: number };
  readonly stateEnteredEventDetails?: {
    readonly name: string;
    readonly input: string;
    readonly inputDetails: Truncation;
  };
  readonly stateExitedEventDetails?: Output & {
    readonly name: string;
    /** Variable name → JSON text of its value. */
    readonly assignedVariables?: Readonly<Record<string, string>>;
    readonly assignedVariablesDetails?: Truncation;
  };
  readonly taskScheduledEventDetails?: TaskKind & {
    readonly region: string;
    readonly parameters: string;
    readonly timeoutInSeconds?: number;
    readonly heartbeatInSeconds?: number;
    readonly taskCredentials?: TaskCredentials;
  };
  readonly taskStartedEventDetails?: TaskKind;
  readonly taskStartFailedEventDetails?: TaskKind & Failure;
  readonly taskSubmittedEventDetails?: TaskKind & Output;
  readonly taskSubmitFailedEventDetails?: TaskKind & Failure;
  readonly taskSucceededEventDetails?: TaskKind & Output;
  readonly taskFailedEventDetails?: TaskKind & Failure;
  readonly taskTimedOutEventDetails?: TaskKind & Failure;
  readonly lambdaFunctionScheduledEventDetails?: {
    readonly resource: string;
    readonly input: string;
    readonly inputDetails: Truncation;
    readonly timeoutInSeconds?: number;
    readonly taskCredentials?: TaskCredentials;
  };
  readonly lambdaFunctionScheduleFailedEventDetails?: Failure;
  readonly lambdaFunctionStartFailedEventDetails?: Failure;
  readonly lambdaFunctionSucceededEventDetails?: Output;
  readonly lambdaFunctionFailedEventDetails?: Failure;
  readonly lambdaFunctionTimedOutEventDetails?: Failure;
  readonly activityScheduledEventDetails?: {
    readonly resource: string;
    readonly input: string;
    readonly inputDetails: Truncation;
    readonly timeoutInSeconds?: number;
    readonly heartbeatInSeconds?: number;
  };
  readonly activityScheduleFailedEventDetails?: Failure;
  readonly activityStartedEventDetails?: { readonly workerName?: string };
  readonly activitySucceededEventDetails?: Output;
  readonly activityFailedEventDetails?: Failure;
  readonly activityTimedOutEventDetails?: Failure;
  readonly mapStateStartedEventDetails?: { readonly length: number };
  readonly mapIterationStartedEventDetails?: Iteration;
  readonly mapIterationSucceededEventDetails?: Iteration;
  readonly mapIterationFailedEventDetails?: Iteration;
  readonly mapIterationAbortedEventDetails?: Iteration;
  readonly mapRunStartedEventDetails?: { readonly mapRunArn: string };
  readonly mapRunFailedEventDetails?: Failure;
  readonly mapRunRedrivenEventDetails?: { readonly mapRunArn: string; readonly redriveCount: number };
  readonly evaluationFailedEventDetails?: Failure & { readonly state: string; readonly location?: string };
}

export interface Truncation {
  readonly truncated: boolean;
}
export interface Output {
  readonly output: string;
  readonly outputDetails: Truncation;
}
/** Either member is absent where AWS gives none. */
export interface Failure {
  readonly error?: string;
  readonly cause?: string;
}
export interface TaskKind {
  readonly resourceType: string;
  readonly resource: string;
}
export interface TaskCredentials {
  readonly roleArn: string;
}
export interface Iteration {
  readonly name: string;
  readonly index: number;
}

export type HistoryEventType =
  | `Execution${'Started' | 'Succeeded' | 'Failed' | 'Aborted' | 'TimedOut' | 'Redriven'}`
  | `${'Pass' | 'Task' | 'Choice' | 'Wait' | 'Succeed' | 'Fail' | 'Parallel' | 'Map'}StateEntered`
  | `${'Pass' | 'Task' | 'Choice' | 'Wait' | 'Succeed' | 'Parallel' | 'Map'}StateExited`
  | `${'Task' | 'Wait' | 'Parallel' | 'Map'}StateAborted`
  | `${'Parallel' | 'Map'}State${'Started' | 'Succeeded' | 'Failed'}`
  | `Task${'Scheduled' | 'Started' | 'StartFailed' | 'Submitted' | 'SubmitFailed' | 'Succeeded' | 'Failed' | 'TimedOut'}`
  | `LambdaFunction${'Scheduled' | 'ScheduleFailed' | 'Started' | 'StartFailed' | 'Succeeded' | 'Failed' | 'TimedOut'}`
  | `Activity${'Scheduled' | 'ScheduleFailed' | 'Started' | 'Succeeded' | 'Failed' | 'TimedOut'}`
  | `MapIteration${'Started' | 'Succeeded' | 'Failed' | 'Aborted'}`
  | `MapRun${'Started' | 'Succeeded' | 'Failed' | 'Aborted' | 'Redriven'}`
  | 'EvaluationFailed';
