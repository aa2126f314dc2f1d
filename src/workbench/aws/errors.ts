/** Exit codes of AWS CLI version 2: https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html */
export const EXIT = { badUsage: 252, badConfiguration: 253, serviceError: 254, other: 255 } as const;

const USAGE = `usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help
`;

/** Ends the command with one of the AWS CLI's exit codes; `toString` is what stands on standard error. */
export class AwsCommandError extends Error {
  override readonly name: string = 'AwsCommandError';
  readonly exit: number;

  constructor(exit: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exit = exit;
  }

  override toString(): string {
    return `\naws: [ERROR]: ${this.message}\n`;
  }
}

/** The command line cannot be read: a missing or unknown argument, an unknown command. */
export class UsageError extends AwsCommandError {
  override readonly name = 'UsageError';

  constructor(message: string) {
    super(EXIT.badUsage, message);
  }

  override toString(): string {
    return `${super.toString()}\n${USAGE}`;
  }
}

/** A value that an argument cannot take. */
export class ParameterError extends AwsCommandError {
  override readonly name = 'ParameterError';

  constructor(argument: string, message: string) {
    super(EXIT.badUsage, `Error parsing parameter '${argument}': ${message}`);
  }
}

/** What the service answered instead of a result. */
export class ServiceError extends AwsCommandError {
  override readonly name = 'ServiceError';
  readonly code: string;
  readonly status: number;
  readonly answer: string;

  constructor(operation: string, code: string, answer: string, status: number) {
    super(EXIT.serviceError, `An error occurred (${code}) when calling the ${operation} operation: ${answer}`);
    this.code = code;
    this.status = status;
    this.answer = answer;
  }

  override toString(): string {
    return `\n${this.message}\n`;
  }
}

export function badConfiguration(message: string): AwsCommandError {
  return new AwsCommandError(EXIT.badConfiguration, message);
}

export function failure(message: string, cause?: unknown): AwsCommandError {
  return new AwsCommandError(EXIT.other, message, cause === undefined ? {} : { cause });
}
