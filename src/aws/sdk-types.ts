/** The input of an operation, by the SDK module that declares it. */
export type InputOf<Sdk, Name extends string> =
  Sdk extends Record<`${Name}Command`, new (...call: infer Call extends readonly unknown[]) => unknown>
    ? Exclude<Call, readonly []>[0]
    : never;

/** The output of an operation without the SDK's `$metadata`. */
export type OutputOf<Sdk, Name extends string> =
  Sdk extends Record<
    `${Name}Command`,
    new (...input: never[]) => { resolveMiddleware: (...rest: never[]) => (...call: never[]) => Promise<{ output: infer Output }> }
  >
    ? Omit<Output, '$metadata'>
    : never;

/** The names of a module's operations. */
export type OperationOf<Sdk> = { [Key in keyof Sdk]: Key extends `${infer Name}Command` ? Name : never }[keyof Sdk];
