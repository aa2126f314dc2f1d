import { UsageError } from './errors.ts';

/** Options that stand before or after any command. */
export interface Globals {
  readonly debug: boolean;
  readonly endpointUrl: string | undefined;
  readonly verifySsl: boolean;
  readonly caBundle: string | undefined;
  readonly paginate: boolean;
  readonly output: string | undefined;
  readonly query: string | undefined;
  readonly profile: string | undefined;
  readonly region: string | undefined;
  readonly color: string;
  readonly sign: boolean;
  readonly binaryFormat: string | undefined;
  readonly version: boolean;
}

export const OUTPUT_FORMATS = ['json', 'text', 'table', 'yaml', 'yaml-stream', 'off'] as const;

export const GLOBAL_OPTIONS: Readonly<Record<string, { value: boolean; choices?: readonly string[]; help: string }>> = {
  '--debug': { value: false, help: 'Shows each request and its answer on standard error.' },
  '--endpoint-url': { value: true, help: 'Sends the request to this address instead of the one of the environment.' },
  '--no-verify-ssl': { value: false, help: 'Takes any certificate of an https endpoint.' },
  '--no-paginate': { value: false, help: 'Makes one call and shows its answer whole, instead of following its pages.' },
  '--output': { value: true, choices: OUTPUT_FORMATS, help: 'How the answer is printed: json, text, table, yaml, yaml-stream or off.' },
  '--query': { value: true, help: 'A JMESPath expression that picks from the answer.' },
  '--profile': { value: true, help: 'The profile of the configuration to use.' },
  '--region': { value: true, help: 'The region to use; it wins over the environment and the profile.' },
  '--version': { value: false, help: 'Shows the version and ends.' },
  '--color': { value: true, choices: ['on', 'off', 'auto'], help: 'Taken for the sake of scripts: this command prints without colour.' },
  '--no-sign-request': { value: false, help: 'Sends the request without a signature: nobody is asking.' },
  '--ca-bundle': { value: true, help: 'A file of certificates to trust for an https endpoint.' },
  '--cli-read-timeout': { value: true, help: 'Taken for the sake of scripts.' },
  '--cli-connect-timeout': { value: true, help: 'Taken for the sake of scripts.' },
  '--cli-binary-format': {
    value: true,
    choices: ['base64', 'raw-in-base64-out'],
    help: 'How binary values are written on the command line: base64 (the default) or raw-in-base64-out.',
  },
  '--no-cli-pager': { value: false, help: 'Taken for the sake of scripts: this command uses no pager.' },
  '--no-cli-auto-prompt': { value: false, help: 'Taken for the sake of scripts: this command never prompts.' },
};

/**
 * Takes the global options out of the command line, wherever they stand; the rest keeps its order.
 * Throws `UsageError` where a value is missing or not among the choices.
 */
export function takeGlobals(args: readonly string[]): { globals: Globals; rest: string[] } {
  const values = new Map<string, string>();
  const rest: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const equals = arg.startsWith('--') ? arg.indexOf('=') : -1;
    const name = wholeName(equals > 0 ? arg.slice(0, equals) : arg);
    const option = name === undefined ? undefined : GLOBAL_OPTIONS[name];
    if (name === undefined || option === undefined) {
      rest.push(arg);
      continue;
    }
    if (!option.value) {
      values.set(name, 'true');
      continue;
    }
    const value = equals > 0 ? arg.slice(equals + 1) : args[++i];
    if (value === undefined || (equals < 0 && value.startsWith('--'))) throw new UsageError(`argument ${name}: expected one argument`);
    if (option.choices && !option.choices.includes(value)) throw new UsageError(`argument ${name}: Found invalid choice '${value}'\n`);
    values.set(name, value);
  }
  return { globals: named(values), rest };
}

/** A global option may be cut short where it still means one (`--endpoint`). */
function wholeName(arg: string): string | undefined {
  if (Object.hasOwn(GLOBAL_OPTIONS, arg)) return arg;
  const begun = arg.length > 3 && arg.startsWith('--') ? Object.keys(GLOBAL_OPTIONS).filter((name) => name.startsWith(arg)) : [];
  return begun.length === 1 ? begun[0] : undefined;
}

function named(values: ReadonlyMap<string, string>): Globals {
  return {
    debug: values.has('--debug'),
    endpointUrl: values.get('--endpoint-url'),
    verifySsl: !values.has('--no-verify-ssl'),
    caBundle: values.get('--ca-bundle'),
    paginate: !values.has('--no-paginate'),
    output: values.get('--output'),
    query: values.get('--query'),
    profile: values.get('--profile'),
    region: values.get('--region'),
    color: values.get('--color') ?? 'auto',
    sign: !values.has('--no-sign-request'),
    binaryFormat: values.get('--cli-binary-format'),
    version: values.has('--version'),
  };
}
