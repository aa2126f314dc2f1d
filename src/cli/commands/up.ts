import { defineCommand } from '../command.ts';
import { parsePort } from '../parse-port.ts';
import { openPlayground } from '../playground.ts';
import { SeclabError } from '../../aws/seclab-error.ts';

/** `seclab up` */
export default defineCommand<{ port?: number; json?: true; backend: string }>({
  syntax: (command) =>
    command
      .option('--port <number>', 'listen there and nowhere else', parsePort)
      .option('--backend <name>', 'what serves the calls: embedded', 'embedded')
      .option('--json', 'print JSON (docs/json/up.schema.json)'),
  notes: 'The keys are those of the user `admin` of a playground account, which stays until the home folder goes.',
  async run(context, _, { port, json, backend }) {
    if (backend !== 'embedded') throw new SeclabError('backend.unknown', `Expected the backend to be "embedded", got "${backend}".`);
    const { openSandbox } = await import('../../backend/sandbox.ts');
    const sandbox = await openSandbox(context.home, port === undefined ? {} : { port });
    const { account, admin } = await openPlayground(context.home, sandbox);
    const { endpoint, region } = sandbox;
    const { accessKeyId, secretAccessKey } = admin;
    if (json) context.print(JSON.stringify({ endpoint, region, account, accessKeyId, secretAccessKey }, null, 2));
    else context.print(upText({ endpoint, account, accessKeyId }));
    return 0;
  },
});

function upText({ endpoint, account, accessKeyId }: { endpoint: string; account: string; accessKeyId: string }): string {
  return `The sandbox runs at ${endpoint}.
The playground is account ${account}; its user admin has the key ${accessKeyId}.

  seclab shell            a shell whose aws is the playground's
  eval "$(seclab env)"    the same in this shell
  seclab up --json        the keys, for programs
  seclab down             stops it; its state stays`;
}
