import { expect, test } from 'vitest';
import { cliName } from '../../../src/workbench/aws/names.ts';

test.each([
  ['CreateUser', 'create-user'],
  ['GetMFADevice', 'get-mfa-device'],
  ['ListMFADevices', 'list-mfa-devices'],
  ['ListObjectsV2', 'list-objects-v2'],
  ['AddClientIDToOpenIDConnectProvider', 'add-client-id-to-open-id-connect-provider'],
  ['GetSAMLProvider', 'get-saml-provider'],
  ['AssumeRoleWithSAML', 'assume-role-with-saml'],
  ['PolicyArns', 'policy-arns'],
  ['OpenIdConnectProviderARNs', 'open-id-connect-provider-arns'],
  ['ACL', 'acl'],
  ['ContentMD5', 'content-md5'],
  ['SSEKMSKeyId', 'ssekms-key-id'],
  ['SSECustomerKeyMD5', 'sse-customer-key-md5'],
  ['AssumeRolePolicyDocument', 'assume-role-policy-document'],
  ['restApiId', 'rest-api-id'],
  ['S3Bucket', 's3-bucket'],
])('%s is %s on the command line, as botocore turns it', (name, wanted) => {
  expect(cliName(name)).toBe(wanted);
});
