import { page } from '../help.ts';
import { S3_COMMANDS } from './options.ts';

/** `aws s3 help` and, with a command, `aws s3 cp help`. */
export function s3Help(word: string | undefined): string {
  const command = word === undefined ? undefined : S3_COMMANDS[word];
  if (word === undefined || command === undefined) {
    return page([
      ['NAME', ['s3 - files and folders in and out of S3']],
      ['SYNOPSIS', Object.entries(S3_COMMANDS).map(([name, { usage }]) => `aws s3 ${name} ${usage}`)],
    ]);
  }
  const options = command.arguments.filter(({ takes }) => takes !== 'positional');
  return page([
    ['NAME', [`s3 ${word}`]],
    ['SYNOPSIS', [`aws s3 ${word} ${command.usage} [options]`]],
    ['OPTIONS', options.flatMap(({ name, takes, help }) => [`--${name}${takes === 'nothing' ? '' : ' <value>'}`, `    ${help}`])],
  ]);
}
