import type { OperationSchema } from '../../aws/schema.ts';
import { type Argument, argumentTable } from './argument-table.ts';
import type { ServiceModel } from './client.ts';
import { COMMANDS } from './commands.ts';
import { GLOBAL_OPTIONS } from './globals.ts';
import { cliName } from './names.ts';
import { pagesOf } from './page-tokens.ts';
import { members, requiredMembers, typeName } from './shapes.ts';

/** `aws help` */
export function rootHelp(): string {
  return page([
    ['NAME', ['aws - the built-in command for the lab’s own AWS']],
    ['SYNOPSIS', ['aws [options] <command> <subcommand> [parameters]', '', 'aws <command> help', 'aws <command> <subcommand> help']],
    ['OPTIONS', Object.entries(GLOBAL_OPTIONS).flatMap(([name, { value, help }]) => [`${name}${value ? ' <value>' : ''}`, `    ${help}`])],
    ['COMMANDS', COMMANDS.map((name) => `o ${name}`)],
  ]);
}

/** `aws iam help`: every operation of the service. */
export function serviceHelp(command: string, { service, operations }: ServiceModel): string {
  const names = [...operations.values()].map(({ name }) => cliName(name)).toSorted();
  return page([
    ['NAME', [`${command} - ${service.sdkId}`]],
    ['SYNOPSIS', [`aws ${command} <operation> [parameters]`, '', `aws ${command} <operation> help`]],
    ['OPERATIONS', names.map((name) => `o ${name}`)],
  ]);
}

/** `aws iam create-user help`: the arguments, what they take, and the members of the answer. */
export function operationHelp(command: string, model: ServiceModel, operation: OperationSchema): string {
  const pages = pagesOf(operation, model.exports);
  const table = [...argumentTable(command, operation, pages).values()];
  const name = cliName(operation.name);
  const required = requiredMembers(operation.input);
  const isNeeded = ({ required: needed, member }: Argument) => needed || (member !== undefined && !member.off && required.has(member.name));
  const listed = table.filter(({ name: argument }) => !argument.startsWith('no-'));
  const ordered = [...listed.filter(isNeeded), ...listed.filter((argument) => !isNeeded(argument))];
  return page([
    ['NAME', [`${name} - ${operation.name} of ${model.service.sdkId}`]],
    [
      'DESCRIPTION',
      [
        `https://docs.aws.amazon.com/cli/latest/reference/${command}/${name}.html`,
        ...(pages ? ['Follows all pages of the answer, unless --no-paginate.'] : []),
      ],
    ],
    ['SYNOPSIS', [`aws ${command} ${name}`, ...ordered.map((argument) => `  ${synopsis(argument, isNeeded(argument))}`)]],
    [
      'OPTIONS',
      ordered.flatMap((argument) => [
        `${dashed(argument)} (${kind(argument)})${isNeeded(argument) ? ' [required]' : ''}`,
        ...details(argument).map((line) => `    ${line}`),
      ]),
    ],
    ['OUTPUT', members(operation.output).map(([member, schema]) => `${member} -> (${typeName(schema)})`)],
  ]);
}

export function page(sections: readonly (readonly [string, readonly string[]])[]): string {
  return sections
    .map(
      ([title, lines]) =>
        `${title}\n${(lines.length === 0 ? ['None'] : lines).map((line) => (line === '' ? '' : `       ${line}`)).join('\n')}\n`,
    )
    .join('\n');
}

function dashed({ name, takes, member }: Argument): string {
  if (takes === 'positional') return name;
  return takes === 'nothing' && member ? `--${name} | --no-${name}` : `--${name}`;
}

function synopsis(argument: Argument, required: boolean): string {
  const value = { one: ' <value>', many: ' <value> ...', optional: ' [<value>]', nothing: '', positional: '' }[argument.takes];
  const text = `${dashed(argument)}${value}`;
  return required ? text : `[${text}]`;
}

function kind({ member, takes }: Argument): string {
  if (member === undefined) return takes === 'nothing' ? 'boolean' : 'string';
  return typeName(member.schema);
}

/** The shorthand of a compound argument, as far as its first level goes. */
function details({ member, help }: Argument): string[] {
  if (member === undefined) return help === undefined ? [] : [help];
  const { schema } = member;
  if (schema.isBlobSchema()) return schema.isStreaming() ? ['The path of a file.'] : ['Base64, or fileb://path for the bytes of a file.'];
  const item = schema.isListSchema() ? schema.getValueSchema() : schema;
  const several = schema.isListSchema() ? ' ...' : '';
  if (item.isStructSchema())
    return [
      `Shorthand: ${members(item)
        .map(([name, inner]) => `${name}=${typeName(inner)}`)
        .join(',')}${several}`,
      'JSON and file://path as well.',
    ];
  if (item.isMapSchema()) return ['Shorthand: KeyName1=string,KeyName2=string', 'JSON and file://path as well.'];
  return several === '' ? [] : [`${typeName(item)} ${typeName(item)}${several}`];
}
