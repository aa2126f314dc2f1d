import type { AwsService } from '../../aws/schema.ts';
import { AWS_SERVICES } from '../../aws/services.ts';
import { closestNames } from './closest.ts';
import { UsageError } from './errors.ts';

/** The service behind each command, by the command's name: S3's operations are `s3api`, and `s3` moves files. */
export const SERVICE_COMMANDS: ReadonlyMap<string, AwsService> = new Map(
  Object.entries(AWS_SERVICES).map(([name, service]): [string, AwsService] => [name === 's3' ? 's3api' : name, service]),
);

export const COMMANDS: readonly string[] = [...SERVICE_COMMANDS.keys(), 's3', 'configure', 'help'].toSorted();

/** The error for a word that is no command, with those that are spelt most like it. */
export function unknownChoice(what: 'command' | 'operation' | 'subcommand', word: string, choices: readonly string[]): UsageError {
  const near = closestNames(word, choices);
  const advice = near.length === 0 ? '' : `\nDid you mean:\n\n${near.map((name) => `  * ${name}\n`).join('')}`;
  return new UsageError(`argument ${what}: Found invalid choice '${word}'\n${advice}`);
}
