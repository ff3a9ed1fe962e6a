import type { OptimisedFacts } from './optimised.ts';

/** Made from catalogue/optimised by scripts/catalogue.ts; change it there. */
export const optimisedTable: Readonly<Record<string, OptimisedFacts>> = {
  apigateway: {
    label: 'Amazon API Gateway',
    errorPrefix: 'ApiGateway',
    actions: { invoke: { patterns: ['requestResponse', 'waitForTaskToken'], required: ['ApiEndpoint', 'Method'] } },
  },
  athena: {
    label: 'Amazon Athena',
    errorPrefix: 'Athena',
    actions: {
      startQueryExecution: { patterns: ['requestResponse', 'sync'], required: ['QueryString'] },
      stopQueryExecution: { patterns: ['requestResponse'], required: ['QueryExecutionId'] },
      getQueryExecution: { patterns: ['requestResponse'], required: ['QueryExecutionId'] },
      getQueryResults: { patterns: ['requestResponse'], required: ['QueryExecutionId'] },
    },
  },
  batch: {
    label: 'AWS Batch',
    errorPrefix: 'Batch',
    actions: {
      submitJob: { patterns: ['requestResponse', 'sync'], required: ['JobName', 'JobQueue', 'JobDefinition'] },
    },
  },
  bedrock: {
    label: 'Amazon Bedrock',
    errorPrefix: 'Bedrock',
    actions: {
      invokeModel: {
        patterns: ['requestResponse', 'waitForTaskToken'],
        required: ['ModelId'],
        oneOf: ['Body', 'Input'],
      },
      createModelCustomizationJob: {
        patterns: ['requestResponse', 'sync'],
        required: [
          'JobName',
          'CustomModelName',
          'RoleArn',
          'BaseModelIdentifier',
          'TrainingDataConfig',
          'OutputDataConfig',
        ],
      },
    },
  },
  bedrockagentcore: {
    label: 'Amazon Bedrock AgentCore',
    errorPrefix: 'BedrockAgentCore',
    actions: { invokeHarness: { patterns: ['requestResponse'], required: ['HarnessArn', 'Messages'] } },
  },
  codebuild: {
    label: 'AWS CodeBuild',
    errorPrefix: 'CodeBuild',
    actions: {
      startBuild: { patterns: ['requestResponse', 'sync'], required: ['ProjectName'] },
      stopBuild: { patterns: ['requestResponse'], required: ['Id'] },
      batchDeleteBuilds: { patterns: ['requestResponse'], required: ['Ids'] },
      batchGetReports: { patterns: ['requestResponse'], required: ['ReportArns'] },
      startBuildBatch: { patterns: ['requestResponse', 'sync'], required: ['ProjectName'] },
      stopBuildBatch: { patterns: ['requestResponse'], required: ['Id'] },
      retryBuildBatch: { patterns: ['requestResponse', 'sync'], required: [] },
      deleteBuildBatch: { patterns: ['requestResponse'], required: ['Id'] },
    },
  },
  databrew: {
    label: 'AWS Glue DataBrew',
    errorPrefix: 'GlueDataBrew',
    actions: { startJobRun: { patterns: ['requestResponse', 'sync'], required: ['Name'] } },
  },
  dynamodb: {
    label: 'Amazon DynamoDB',
    errorPrefix: 'DynamoDB',
    actions: {
      getItem: { patterns: ['requestResponse'], required: ['TableName', 'Key'] },
      putItem: { patterns: ['requestResponse'], required: ['TableName', 'Item'] },
      updateItem: { patterns: ['requestResponse'], required: ['TableName', 'Key'] },
      deleteItem: { patterns: ['requestResponse'], required: ['TableName', 'Key'] },
    },
  },
  ecs: {
    label: 'Amazon ECS / AWS Fargate',
    errorPrefix: 'ECS',
    actions: { runTask: { patterns: ['requestResponse', 'sync', 'waitForTaskToken'], required: ['TaskDefinition'] } },
  },
  eks: {
    label: 'Amazon EKS',
    errorPrefix: 'EKS',
    actions: {
      createCluster: { patterns: ['requestResponse', 'sync'], required: ['Name', 'RoleArn', 'ResourcesVpcConfig'] },
      deleteCluster: { patterns: ['requestResponse', 'sync'], required: ['Name'] },
      createFargateProfile: {
        patterns: ['requestResponse', 'sync'],
        required: ['FargateProfileName', 'ClusterName', 'PodExecutionRoleArn'],
      },
      deleteFargateProfile: { patterns: ['requestResponse', 'sync'], required: ['ClusterName', 'FargateProfileName'] },
      createNodegroup: {
        patterns: ['requestResponse', 'sync'],
        required: ['ClusterName', 'NodegroupName', 'Subnets', 'NodeRole'],
      },
      deleteNodegroup: { patterns: ['requestResponse', 'sync'], required: ['ClusterName', 'NodegroupName'] },
      runJob: {
        patterns: ['requestResponse', 'sync'],
        required: ['ClusterName', 'CertificateAuthority', 'Endpoint', 'Job'],
      },
      call: {
        patterns: ['requestResponse'],
        required: ['ClusterName', 'CertificateAuthority', 'Endpoint', 'Method', 'Path'],
      },
    },
  },
  elasticmapreduce: {
    label: 'Amazon EMR',
    errorPrefix: 'ElasticMapReduce',
    actions: {
      createCluster: { patterns: ['requestResponse', 'sync'], required: ['Name', 'Instances'] },
      setClusterTerminationProtection: {
        patterns: ['requestResponse'],
        required: ['ClusterId', 'TerminationProtected'],
      },
      terminateCluster: { patterns: ['requestResponse', 'sync'], required: ['ClusterId'] },
      addStep: { patterns: ['requestResponse', 'sync'], required: ['ClusterId', 'Step'] },
      cancelStep: { patterns: ['requestResponse'], required: ['ClusterId', 'StepId'] },
      modifyInstanceFleetByName: {
        patterns: ['requestResponse'],
        required: ['ClusterId', 'InstanceFleetName', 'InstanceFleet'],
      },
      modifyInstanceGroupByName: {
        patterns: ['requestResponse'],
        required: ['ClusterId', 'InstanceGroupName', 'InstanceGroup'],
      },
    },
  },
  'emr-containers': {
    label: 'Amazon EMR on EKS',
    errorPrefix: 'EMRContainers',
    actions: {
      createVirtualCluster: { patterns: ['requestResponse'], required: ['Name', 'ContainerProvider'] },
      deleteVirtualCluster: { patterns: ['requestResponse', 'sync'], required: ['Id'] },
      startJobRun: { patterns: ['requestResponse', 'sync'], required: ['VirtualClusterId'] },
    },
  },
  'emr-serverless': {
    label: 'Amazon EMR Serverless',
    errorPrefix: 'EmrServerless',
    actions: {
      createApplication: { patterns: ['requestResponse', 'sync'], required: ['ReleaseLabel', 'Type'] },
      startApplication: { patterns: ['requestResponse', 'sync'], required: ['ApplicationId'] },
      stopApplication: { patterns: ['requestResponse', 'sync'], required: ['ApplicationId'] },
      deleteApplication: { patterns: ['requestResponse', 'sync'], required: ['ApplicationId'] },
      startJobRun: { patterns: ['requestResponse', 'sync'], required: ['ApplicationId', 'ExecutionRoleArn'] },
      cancelJobRun: { patterns: ['requestResponse', 'sync'], required: ['ApplicationId', 'JobRunId'] },
    },
  },
  events: {
    label: 'Amazon EventBridge',
    errorPrefix: 'EventBridge',
    actions: { putEvents: { patterns: ['requestResponse', 'waitForTaskToken'], required: ['Entries'] } },
  },
  glue: {
    label: 'AWS Glue',
    errorPrefix: 'Glue',
    actions: { startJobRun: { patterns: ['requestResponse', 'sync'], required: ['JobName'] } },
  },
  http: {
    label: 'HTTPS APIs (HTTP Task)',
    errorPrefix: 'States.Http',
    actions: {
      invoke: {
        patterns: ['requestResponse'],
        required: ['ApiEndpoint', 'Method'],
        oneOf: ['InvocationConfig', 'Authentication'],
      },
    },
  },
  lambda: {
    label: 'AWS Lambda',
    errorPrefix: 'Lambda',
    actions: { invoke: { patterns: ['requestResponse', 'waitForTaskToken'], required: ['FunctionName'] } },
  },
  mediaconvert: {
    label: 'AWS Elemental MediaConvert',
    errorPrefix: 'MediaConvert',
    actions: { createJob: { patterns: ['requestResponse', 'sync'], required: ['Role', 'Settings'] } },
  },
  sagemaker: {
    label: 'Amazon SageMaker AI',
    errorPrefix: 'SageMaker',
    actions: {
      createEndpoint: { patterns: ['requestResponse'], required: ['EndpointName', 'EndpointConfigName'] },
      createEndpointConfig: { patterns: ['requestResponse'], required: ['EndpointConfigName', 'ProductionVariants'] },
      createHyperParameterTuningJob: {
        patterns: ['requestResponse', 'sync'],
        required: ['HyperParameterTuningJobName', 'HyperParameterTuningJobConfig'],
      },
      createLabelingJob: {
        patterns: ['requestResponse', 'sync'],
        required: [
          'LabelingJobName',
          'LabelAttributeName',
          'InputConfig',
          'OutputConfig',
          'RoleArn',
          'HumanTaskConfig',
        ],
      },
      createModel: { patterns: ['requestResponse'], required: ['ModelName'] },
      createProcessingJob: {
        patterns: ['requestResponse', 'sync'],
        required: ['ProcessingJobName', 'ProcessingResources', 'AppSpecification', 'RoleArn'],
      },
      createTrainingJob: {
        patterns: ['requestResponse', 'sync'],
        required: ['TrainingJobName', 'RoleArn', 'OutputDataConfig'],
      },
      createTransformJob: {
        patterns: ['requestResponse', 'sync'],
        required: ['TransformJobName', 'ModelName', 'TransformInput', 'TransformOutput', 'TransformResources'],
      },
      updateEndpoint: { patterns: ['requestResponse'], required: ['EndpointName', 'EndpointConfigName'] },
    },
  },
  sns: {
    label: 'Amazon SNS',
    errorPrefix: 'SNS',
    actions: {
      publish: {
        patterns: ['requestResponse', 'waitForTaskToken'],
        required: ['Message'],
        oneOf: ['TopicArn', 'TargetArn', 'PhoneNumber'],
      },
    },
  },
  sqs: {
    label: 'Amazon SQS',
    errorPrefix: 'SQS',
    actions: {
      sendMessage: { patterns: ['requestResponse', 'waitForTaskToken'], required: ['QueueUrl', 'MessageBody'] },
    },
  },
  states: {
    label: 'AWS Step Functions',
    errorPrefix: 'StepFunctions',
    actions: {
      startExecution: {
        patterns: ['requestResponse', 'sync', 'sync:2', 'waitForTaskToken'],
        required: ['StateMachineArn'],
      },
    },
  },
};
