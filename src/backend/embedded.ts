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

/** An emulator in this process, and where it is. */
export interface Emulated {
  readonly address: SandboxAddress;
  readonly port: number;
  readonly plainPort: number;
  close(): Promise<void>;
}

/** The same with a `Backend` for it, whose `close` ends both. */
export interface Embedded extends Emulated {
  readonly backend: Backend;
}

/** Starts the built-in AWS in this process and asks it nothing: for the process of the sandbox. */
export async function startEmulated(options: EmbeddedOptions): Promise<Emulated> {
  const token = randomBytes(32).toString('base64url');
  const { stateFolder, port = 0, plainPort = 0, onStop } = options;
  const emulator = await startEmulator({ stateFolder, port, plainPort, controlToken: token, ...(onStop === undefined ? {} : { onStop }) });
  const address = { endpoint: emulator.endpoint, plainEndpoint: emulator.plainEndpoint, token };
  return { address, port: emulator.port, plainPort: emulator.plainPort, close: () => emulator.close() };
}

/** Starts the built-in AWS in this process with a line to it: for tests and proofs. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const emulated = await startEmulated(options);
  return { ...emulated, backend: await connectClient(emulated.address, { close: emulated.close }) };
}
