import { defineCommand } from '../command.ts';
import { openPlace, openWorkbench } from '../place.ts';

/** `seclab aws ...`: every argument is the AWS CLI's own, and so is the exit code. */
export default defineCommand({
  async run(context, args) {
    const [{ chooseAws }, { runAwsCommand }] = await Promise.all([
      import('../../workbench/aws-executable.ts'),
      import('../../workbench/run-aws-command.ts'),
    ]);
    const place = await openPlace(context);
    const { env } = await openWorkbench(context, place);
    const installed = await chooseAws(context.home, context.env);
    const own = isLabShell(context.env, place.label) ? definedOnly(context.env) : env;
    return runAwsCommand({
      args: args.filter((argument) => argument !== undefined),
      env: own,
      endpoint: place.backend.endpoint,
      ...(installed === undefined ? {} : { installed: installed.path }),
    });
  },
});

/** In a lab's shell what was set by hand counts: a profile, temporary keys. */
function isLabShell(env: Readonly<Record<string, string | undefined>>, label: string): boolean {
  return env['SECLAB_WORKBENCH'] !== undefined && env['SECLAB_LAB'] === label;
}

function definedOnly(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
