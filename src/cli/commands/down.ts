import { defineCommand } from '../command.ts';

/** `seclab down` */
export default defineCommand({
  async run(context) {
    const { stopSandbox } = await import('../../backend/sandbox.ts');
    const wasRunning = await stopSandbox(context.home);
    context.print(wasRunning ? 'The sandbox is stopped. Its state stays.' : 'The sandbox did not run.');
    return 0;
  },
});
