import { randomBytes } from 'node:crypto';
import { startEmulator } from '../emulator/index.ts';
import { connectClient } from './client.ts';
import type { SandboxAddress } from './control.ts';
import type { Backend } from './types.ts';

export interface EmbeddedOptions {
  /** Where state is kept; it is made if it is not there. */
  readonly stateFolder: string;
  /** Default 0: any free one. */
  readonly port?: number;
  readonly plainPort?: number;
  /** Called when a control call asks it to stop. */
  readonly onStop?: () => void;
}

/** An emulator in this process, with its address and a `Backend` for it, whose `close` ends both. */
export interface Embedded {
  readonly address: SandboxAddress;
  readonly port: number;
  readonly plainPort: number;
  readonly backend: Backend;
}

/** Starts the built-in AWS in this process: for tests, and for the process of the sandbox. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const token = randomBytes(32).toString('base64url');
  const { stateFolder, port = 0, plainPort = 0, onStop } = options;
  const emulator = await startEmulator({ stateFolder, port, plainPort, controlToken: token, ...(onStop === undefined ? {} : { onStop }) });
  const address = { endpoint: emulator.endpoint, plainEndpoint: emulator.plainEndpoint, token };
  const backend = await connectClient(address, { close: () => emulator.close() });
  return { address, port: emulator.port, plainPort: emulator.plainPort, backend };
}
