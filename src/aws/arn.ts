/** An Amazon Resource Name, taken apart: `arn:partition:service:region:account:resource`. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/**
 * Takes an ARN apart; the resource keeps its own colons and slashes.
 * Returns undefined for a text that is not an ARN.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function parseArn(text: string): Arn | undefined {
  const parts = text.split(':');
  if (parts.length < 6 || parts[0] !== 'arn') return undefined;
  const [, partition = '', service = '', region = '', account = '', ...resource] = parts;
  if (partition === '' || service === '') return undefined;
  return { partition, service, region, account, resource: resource.join(':') };
}

/** Writes an ARN; partition `aws` unless told, region and account empty unless told. */
export function formatArn(arn: { partition?: string; service: string; region?: string; account?: string; resource: string }): string {
  return `arn:${arn.partition ?? 'aws'}:${arn.service}:${arn.region ?? ''}:${arn.account ?? ''}:${arn.resource}`;
}
