import { defineCommand } from '../command.ts';
import { screenServices } from '../screen-services.ts';
import status from './status.ts';

/** `seclab` without a command: the screen, or where there is no terminal the status. */
export default defineCommand<object>({
  async run(context) {
    if (!process.stdout.isTTY || !process.stdin.isTTY) return status.run(context, [], {});
    const { openScreen } = await import('../../tui/index.ts');
    await openScreen({ services: screenServices(context), env: context.env });
    return 0;
  },
});
