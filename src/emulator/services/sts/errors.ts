import { AwsError } from '../../wire/aws-error.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
export const accessDenied = (message: string) => new AwsError('AccessDenied', message, 403);
export const validationError = (message: string) => new AwsError('ValidationError', message, 400);
