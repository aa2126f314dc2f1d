import type { NormalizedSchema } from '@smithy/core/schema';
import type { OperationSchema } from '../../aws/schema.ts';
import { payloadMember } from './client.ts';
import { cliName } from './names.ts';
import type { Pages } from './page-tokens.ts';
import { members, requiredMembers } from './shapes.ts';

/** One argument of an operation on the command line. */
export interface Argument {
  /** Without dashes: `user-name`, or the positional `outfile`. */
  readonly name: string;
  readonly takes: 'one' | 'many' | 'optional' | 'nothing' | 'positional';
  readonly required: boolean;
  /** The input member that it fills; absent for what the command line has of its own. */
  readonly member?: { readonly name: string; readonly schema: NormalizedSchema; readonly off?: boolean };
  readonly choices?: readonly string[];
  readonly help?: string;
}

/**
 * The arguments of an operation, by name, as the AWS CLI has them: one for each input member, and what it adds itself.
 * `service` is the command's name, such as `s3api`.
 */
export function argumentTable(service: string, operation: OperationSchema, pages: Pages | undefined): Map<string, Argument> {
  const table = new Map<string, Argument>();
  const add = (argument: Argument) => table.set(argument.name, argument);
  const required = requiredMembers(operation.input);
  for (const [name, schema] of members(operation.input)) {
    const isRequired = required.has(name) && !schema.isIdempotencyToken();
    for (const argument of ofMember(argumentName(service, operation.name, name), name, schema, isRequired)) add(argument);
  }
  for (const argument of customArguments(service, operation)) add(argument);
  if (payloadMember(operation) !== undefined) {
    add({ name: 'outfile', takes: 'positional', required: true, help: 'The file that the content is written to.' });
  }
  if (pages) for (const argument of PAGING) add(argument);
  for (const argument of INPUT) add(argument);
  return table;
}

function ofMember(name: string, memberName: string, schema: NormalizedSchema, required: boolean): Argument[] {
  const member = { name: memberName, schema };
  if (!schema.isBooleanSchema()) return [{ name, takes: schema.isListSchema() ? 'many' : 'one', required, member }];
  // A flag that is missing is found when the parameters are put together, not before.
  return [
    { name, takes: 'nothing', required: false, member },
    { name: `no-${name}`, takes: 'nothing', required: false, member: { ...member, off: true } },
  ];
}

/** A member whose name is taken by a global option has another one. */
function argumentName(service: string, operation: string, member: string): string {
  return RENAMED[`${service} ${cliName(operation)} ${cliName(member)}`] ?? cliName(member);
}

const RENAMED: Readonly<Record<string, string>> = {
  'apigateway create-rest-api version': 'api-version',
  'apigatewayv2 create-api version': 'api-version',
  'apigatewayv2 update-api version': 'api-version',
};

function customArguments(service: string, { name }: OperationSchema): Argument[] {
  if (service === 'iam' && name === 'CreateVirtualMFADevice') {
    return [
      { name: 'outfile', takes: 'one', required: true, help: 'The file that the bootstrap information is written to.' },
      {
        name: 'bootstrap-method',
        takes: 'one',
        required: true,
        choices: ['QRCodePNG', 'Base32StringSeed'],
        help: 'What is written to the file: QRCodePNG or Base32StringSeed.',
      },
    ];
  }
  if (service === 'lambda' && (name === 'CreateFunction' || name === 'PublishLayerVersion')) {
    return [{ name: 'zip-file', takes: 'one', required: false, help: 'The zip file of the code, as fileb://path.' }];
  }
  return [];
}

const PAGING: readonly Argument[] = [
  { name: 'starting-token', takes: 'one', required: false, help: 'The NextToken of an earlier answer: where to go on.' },
  { name: 'page-size', takes: 'one', required: false, help: 'How many items each call asks for.' },
  { name: 'max-items', takes: 'one', required: false, help: 'How many items to show in all; a NextToken says where to go on.' },
];

const INPUT: readonly Argument[] = [
  { name: 'cli-input-json', takes: 'one', required: false, help: 'All parameters as JSON; those of the command line win.' },
  { name: 'cli-input-yaml', takes: 'one', required: false, help: 'All parameters as YAML; those of the command line win.' },
  {
    name: 'generate-cli-skeleton',
    takes: 'optional',
    required: false,
    choices: ['input', 'output'],
    help: 'Shows what --cli-input-json takes (input) or what the answer looks like (output), and calls nothing.',
  },
];
