import { expect, it } from 'vitest';
import { isServicePrincipal } from '../../../../src/emulator/services/iam/service-principals.ts';

it.each([
  'lambda.amazonaws.com',
  'ec2.amazonaws.com',
  'ecs-tasks.amazonaws.com',
  'edgelambda.amazonaws.com',
  'vpc-flow-logs.amazonaws.com',
  'cloudtrail.amazonaws.com',
  'config.amazonaws.com',
  'codedeploy.amazonaws.com',
  'codebuild.amazonaws.com',
  'states.us-east-1.amazonaws.com',
  'logs.eu-west-1.amazonaws.com',
  'delivery.logs.amazonaws.com',
  'replicator.lambda.amazonaws.com',
  'monitoring.rds.amazonaws.com',
  'ops.apigateway.amazonaws.com',
  'cognito-idp.amazonaws.com',
  'secretsmanager.amazonaws.com',
  'kms.amazonaws.com',
  'alexa-appkit.amazon.com',
])('knows %s', (name) => {
  expect(isServicePrincipal(name)).toBe(true);
});

it.each(['lamda.amazonaws.com', 'lambda', 'lambda.amazon.com', 'lambda.amazonaws.co', 'amazonaws.com', '.amazonaws.com'])(
  'does not take %s',
  (name) => {
    expect(isServicePrincipal(name)).toBe(false);
  },
);
