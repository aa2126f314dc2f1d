import { NormalizedSchema } from '@smithy/core/schema';

export type Protocol = 'awsQuery' | 'awsJson1_0' | 'awsJson1_1' | 'restXml' | 'restJson1';

/** What is known of a service before its SDK client is loaded. */
export interface AwsService {
  readonly sdkId: string;
  /** The service name in the credential scope of a signature. */
  readonly signingName: string;
  /** The service part of its ARNs and actions. */
  readonly arnService: string;
  readonly protocol: Protocol;
  readonly load: () => Promise<object>;
}

/** One operation of a service, as the SDK's runtime schemas give it: `[9, namespace, name, traits, input, output]`. */
export interface OperationSchema {
  readonly name: string;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

const OPERATION = 9;

/** Collects the operations that an SDK client module exports as schemas, by name. */
export function operationSchemas(sdk: object): Map<string, OperationSchema> {
  const found = new Map<string, OperationSchema>();
  for (const value of Object.values(sdk)) {
    if (!Array.isArray(value) || value[0] !== OPERATION) continue;
    const [, , name, traits, input, output] = value;
    found.set(name, {
      name,
      traits: typeof traits === 'object' && traits !== null ? traits : {},
      input: NormalizedSchema.of(input),
      output: NormalizedSchema.of(output),
    });
  }
  return found;
}
