import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Option } from 'commander';
import type { Proof, ProveOptions } from '../../author/index.ts';
import type { Lab } from '../../lab/types.ts';
import { defineCommand } from '../command.ts';
import { proofText } from '../print/proof.ts';

/** `seclab prove [LAB]` */
export default defineCommand<{ attempts?: string; aws: ProveOptions['aws']; mutants: boolean; json?: true }>({
  syntax: (command) =>
    command
      .argument('[lab]', 'id of a lab, or the folder of one; default: all')
      .option('--attempts <folder>', 'prove further attempts too')
      .addOption(new Option('--aws <which>', 'which aws the commands call').choices(['builtin', 'installed']).default('builtin'))
      .option('--no-mutants', 'leave the mutants of the policies out')
      .option('--json', 'print one JSON object for each lab, one a line (docs/json/prove.schema.json)'),
  notes: 'The programs of the lab are run: prove only a lab that you trust. Exit code: 0 proven, 1 not proven.',
  async run(context, [id], { attempts, aws, mutants, json }) {
    const [{ proveLab }, { openLab, readCatalogue }] = await Promise.all([import('../../author/index.ts'), import('../../lab/index.ts')]);
    const { labs, broken } = id === undefined ? readCatalogue(context.env) : { labs: [openLab(id, context.env)], broken: [] };
    if (broken[0] !== undefined) throw broken[0];
    letCommandsFind(labs);
    const stateFolder = mkdtempSync(join(tmpdir(), 'seclab-prove-state-'));
    const { startEmbedded } = await import('../../backend/embedded.ts');
    const { backend } = await startEmbedded({ stateFolder });
    const proofs: Proof[] = [];
    try {
      for (const lab of labs) {
        const proof = await proveLab({
          lab,
          backend,
          aws,
          mutants,
          signal: context.signal,
          ...(attempts === undefined ? {} : { attempts }),
          onProgress: ({ what, name, ok }) => context.say(`${ok ? '✓ proven    ' : '✗ not proven'}  ${lab.id}: ${what} ${name}`),
        });
        proofs.push(proof);
        context.print(json ? JSON.stringify(proof) : proofText(proof));
      }
    } finally {
      await backend.close();
      rmSync(stateFolder, { recursive: true, force: true });
    }
    return proofs.every(({ ok }) => ok) ? 0 : 1;
  },
});

/** The pages call `seclab` too, which then looks for the lab by its id. */
function letCommandsFind(labs: readonly Lab[]): void {
  const outside = labs.filter(({ origin }) => origin === 'folder').map(({ folder }) => folder);
  const folders = [...(process.env['SECLAB_LABS'] ?? '').split(delimiter), ...outside].filter((folder) => folder !== '');
  process.env['SECLAB_LABS'] = [...new Set(folders)].join(delimiter);
}
