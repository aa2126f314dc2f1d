import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { openPlace, openWorkbench } from '../place.ts';

/** `seclab aws ...`: every argument is the AWS CLI's own, and so is the exit code. */
export default defineCommand({
  async run(context, given) {
    const [{ chooseAws }, { runAwsCommand }] = await Promise.all([
      import('../../workbench/aws-executable.ts'),
      import('../../workbench/run-aws-command.ts'),
    ]);
    const args = given.filter((argument) => argument !== undefined);
    const env = isLabShell(context.env) ? definedOnly(context.env) : (await openWorkbench(context, await openPlace(context))).env;
    const installed = await chooseAws(context.home, env);
    return runAwsCommand({ args, env, ...(installed === undefined ? {} : { installed: installed.path }) });
  },
});

/** In a lab's shell what was set by hand counts: a profile, temporary keys. */
function isLabShell(env: Context['env']): boolean {
  return env['SECLAB_WORKBENCH'] !== undefined && env['AWS_ENDPOINT_URL'] !== undefined;
}

function definedOnly(env: Context['env']): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
