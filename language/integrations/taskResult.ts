import type { Catalogue } from './catalogue.ts';
import { withChanges } from './catalogue.ts';
import type { Resource } from './resource.ts';
import type { TypedMember } from './valueType.ts';

/**
 * What the result of a task may hold, as TestState has it: the answer of the call, or for a job that was waited for,
 * that of the call which describes it. Undefined where nobody looks at results, or nobody knows.
 */
export async function resultMembers(
  catalogue: Catalogue,
  resource: Resource,
): Promise<readonly TypedMember[] | undefined> {
  if (!('pattern' in resource) || resource.pattern === undefined || resource.pattern === 'waitForTaskToken') {
    return undefined;
  }
  const action = await catalogue.actionOf(resource);
  if (resource.pattern === 'requestResponse') {
    return action?.service === 'eks' && action.kind === 'optimised' ? undefined : action?.response('requestResponse');
  }
  const describing = descriptions[`${resource.service.text}:${resource.action.text}`];
  const [token = '', name = ''] = describing?.split(':') ?? [];
  const described = (await catalogue.sdkService(token))?.action(name)?.response('requestResponse');
  return described && action && withChanges(described, action.exampleResponse(resource.pattern));
}

/** What `.sync` answers: the description of the finished job. */
const descriptions: Readonly<Record<string, string>> = {
  'states:startExecution': 'sfn:describeExecution',
  'athena:startQueryExecution': 'athena:getQueryExecution',
  'glue:startJobRun': 'glue:getJobRun',
  'sagemaker:createTrainingJob': 'sagemaker:describeTrainingJob',
  'sagemaker:createTransformJob': 'sagemaker:describeTransformJob',
  'sagemaker:createProcessingJob': 'sagemaker:describeProcessingJob',
  'sagemaker:createHyperParameterTuningJob': 'sagemaker:describeHyperParameterTuningJob',
  'sagemaker:createLabelingJob': 'sagemaker:describeLabelingJob',
};
