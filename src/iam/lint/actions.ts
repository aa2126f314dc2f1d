import { actionsOf, expandAction, knownService } from '../catalogue.ts';
import { closest } from '../closest.ts';
import { SERVICE_PREFIXES, serviceExists } from '../condition-keys.ts';
import { entriesOf, type LintFinding, PAGES, type Rule } from './types.ts';

/** Actions that no service has: such a line of a policy does nothing. */
export const actionRule: Rule = ({ statements }) =>
  statements.flatMap(({ statement, path }) =>
    [...entriesOf(statement.action, `${path}.Action`), ...entriesOf(statement.notAction, `${path}.NotAction`)].flatMap(
      ({ text, path: at }) => findingFor(text, at),
    ),
  );

function findingFor(text: string, path: string): readonly LintFinding[] {
  const colon = text.indexOf(':');
  const service = text.slice(0, colon).toLowerCase();
  if (colon === -1 || /[*?]/.test(service)) return [];
  const finding = (rule: string, what: string, mend: string): LintFinding[] => [
    { rule, severity: 'error', path, what, mend, page: PAGES.actions },
  ];
  if (!serviceExists(service)) {
    const near = closest(service, SERVICE_PREFIXES);
    return finding(
      'unknown-service',
      `AWS has no service with the prefix ${service}.`,
      near === undefined ? CHOOSE : `Did you mean ${near}?`,
    );
  }
  if (!knownService(service) || expandAction(text).length > 0) return [];
  if (/[*?]/.test(text)) return finding('unknown-action', `No action of ${service} looks like ${text}.`, CHOOSE);
  const operation = OPERATIONS.get(text.toLowerCase());
  if (operation !== undefined) {
    return finding('unknown-action', `${text} is the name of an API operation; the permission for it is another.`, `Use ${operation}.`);
  }
  const near = closest(
    text,
    actionsOf(service).map(({ action }) => action),
  );
  return finding('unknown-action', `There is no action ${text}.`, near === undefined ? CHOOSE : `Did you mean ${near}?`);
}

const CHOOSE = 'Choose one of the actions that the Service Authorization Reference lists.';

/** Operations whose permission has another name. https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
const OPERATIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    's3:ListObjects': 's3:ListBucket',
    's3:ListObjectsV2': 's3:ListBucket',
    's3:ListBuckets': 's3:ListAllMyBuckets',
    's3:HeadObject': 's3:GetObject',
    's3:HeadBucket': 's3:ListBucket',
    's3:CopyObject': 's3:GetObject and s3:PutObject',
    's3:CreateMultipartUpload': 's3:PutObject',
    's3:UploadPart': 's3:PutObject',
    's3:CompleteMultipartUpload': 's3:PutObject',
    's3:DeleteObjects': 's3:DeleteObject',
    's3:ListParts': 's3:ListMultipartUploadParts',
    's3:ListMultipartUploads': 's3:ListBucketMultipartUploads',
    's3:ListObjectVersions': 's3:ListBucketVersions',
    's3:GetBucketEncryption': 's3:GetEncryptionConfiguration',
    's3:PutBucketEncryption': 's3:PutEncryptionConfiguration',
    's3:GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
    's3:PutPublicAccessBlock': 's3:PutBucketPublicAccessBlock',
    's3:GetBucketReplication': 's3:GetReplicationConfiguration',
    's3:GetBucketLifecycleConfiguration': 's3:GetLifecycleConfiguration',
    'lambda:Invoke': 'lambda:InvokeFunction',
  }).map(([operation, action]) => [operation.toLowerCase(), action]),
);
