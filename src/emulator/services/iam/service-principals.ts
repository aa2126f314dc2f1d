import labels from './service-labels.json' with { type: 'json' };

const KNOWN = new Set(labels);
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;
const OTHER_DOMAINS = new Set(['alexa-appkit.amazon.com', 'alexa-connectedhome.amazon.com']);

/**
 * Is this the name of a service of AWS, such as `lambda.amazonaws.com`, `ops.apigateway.amazonaws.com` or `logs.eu-west-1.amazonaws.com`?
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
 */
export function isServicePrincipal(name: string): boolean {
  const [, before] = /^(.+)\.amazonaws\.com(?:\.cn)?$/.exec(name.toLowerCase()) ?? [];
  if (before === undefined) return OTHER_DOMAINS.has(name.toLowerCase());
  const service = before
    .split('.')
    .filter((label) => !REGION.test(label))
    .at(-1);
  return service !== undefined && KNOWN.has(service);
}
