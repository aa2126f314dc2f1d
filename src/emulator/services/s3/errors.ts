import { AwsError } from '../../wire/aws-error.ts';

/** S3's errors with its sentences and statuses. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export const noSuchBucket = (name: string) =>
  new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: name });
export const noSuchKey = (key: string) => new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
export const notFound = () => new AwsError('NotFound', 'Not Found', 404);
export const noSuchUpload = (id: string) =>
  new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
    { UploadId: id },
  );
export const accessDenied = (message = 'Access Denied') => new AwsError('AccessDenied', message, 403);
export const invalidArgument = (message: string, name: string, value: unknown) =>
  new AwsError('InvalidArgument', message, 400, { ArgumentName: name, ArgumentValue: value });
export const invalidRequest = (message: string) => new AwsError('InvalidRequest', message, 400);
export const malformedXml = () =>
  new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema', 400);
export const preconditionFailed = (condition: string) =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, { Condition: condition });
export const notModified = () => new AwsError('NotModified', 'Not Modified', 304);
/** What S3 says of a header that it knows and does not serve. */
export const notImplemented = (header: string) =>
  new AwsError('NotImplemented', 'A header you provided implies functionality that is not implemented', 501, { Header: header });
