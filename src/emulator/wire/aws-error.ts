/** An error as an AWS service answers it; the wire gives it the shape of the protocol in use. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  /** The service's own code, e.g. `EntityAlreadyExists`. */
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
  /** Further members that the error's schema declares, e.g. S3's `BucketName`. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status: number, fields: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}
