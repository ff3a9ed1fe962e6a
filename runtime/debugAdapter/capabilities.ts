/** What the adapter can do, in DAP's words. Each has a test in test/dap. */
export const capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsFunctionBreakpoints: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsDataBreakpoints: true,
  supportsBreakpointLocationsRequest: true,
  supportsExceptionInfoRequest: true,
  supportsExceptionFilterOptions: true,
  supportsStepBack: true,
  supportsSteppingGranularity: true,
  supportsStepInTargetsRequest: true,
  supportsGotoTargetsRequest: true,
  supportsRestartFrame: true,
  supportsRestartRequest: true,
  supportsTerminateRequest: true,
  supportTerminateDebuggee: true,
  supportsSetVariable: true,
  supportsSetExpression: true,
  supportsEvaluateForHovers: true,
  supportsCompletionsRequest: true,
  completionTriggerCharacters: ['$', '.'],
  exceptionBreakpointFilters: [
    errorFilter('uncaught', 'Errors that nothing catches'),
    errorFilter('caught', 'Errors that are caught'),
    errorFilter('retried', 'Errors that are retried'),
    errorFilter('all', 'All errors'),
  ],
};

function errorFilter(filter: string, label: string) {
  return {
    filter,
    label,
    default: filter === 'uncaught',
    supportsCondition: true,
    conditionDescription: 'names of errors, * for anything',
  };
}
