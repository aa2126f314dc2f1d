import { type GatewayOptions, makeServiceTable, type RunningGateway, type ServiceLoaders, startGateway } from './gateway/index.ts';
import type { Random } from './services/contract.ts';
import { services as builtIn } from './services/index.ts';
import { openStore, type Store, systemRandom } from './store/index.ts';

/** Milliseconds. */
const WARM_AFTER = 100;

export interface EmulatorOptions {
  /** Where state is kept; made if it is not there. */
  readonly stateFolder: string;
  /** 0: a free one. */
  readonly port: number;
  /** Counts as plain HTTP in policies. */
  readonly plainPort: number;
  /** Opens the control endpoints under `/_seclab/`. */
  readonly controlToken: string;
  /** Default `eu-west-1`. */
  readonly region?: string;
  readonly random?: Random;
  /** Told, in one line, of what went wrong inside. Default: stderr. */
  readonly onLog?: (line: string) => void;
  /** Called when a control call asks it to stop. Default: it closes itself. */
  readonly onStop?: () => void;
  /** Other services than the built-in ones. */
  readonly services?: ServiceLoaders;
}

/** A private AWS in this process. */
export interface Emulator {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly plainEndpoint: string;
  readonly port: number;
  readonly plainPort: number;
  readonly store: Store;
  close(): Promise<void>;
}

/**
 * Starts a private AWS. It is ready when this returns; the services' SDK schemas are loaded after that, or by the first call.
 * Throws SeclabError: `port.taken`, and those of `openStore`.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { onLog = (line: string) => console.error(line) } = options;
  const { directory } = await import('./services/iam/directory.ts');
  const store = openStore({ folder: options.stateFolder, onWarning: onLog });
  const services = makeServiceTable(options.services ?? builtIn);
  const gateway = await openGateway(store, {
    store,
    directory,
    services,
    random: options.random ?? systemRandom(),
    port: options.port,
    plainPort: options.plainPort,
    controlToken: options.controlToken,
    region: options.region ?? 'eu-west-1',
    onLog,
    onStop: () => (options.onStop ?? (() => void close()))(),
  });
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= gateway.close().finally(() => store.close()));
  // Loading takes the thread for a while: whoever waits for the sandbox to answer comes first.
  setTimeout(() => void warm(), WARM_AFTER).unref();
  const { endpoint, plainEndpoint, port, plainPort } = gateway;
  return { endpoint, plainEndpoint, port, plainPort, store, close };

  async function warm(): Promise<void> {
    for (const name of services.names) {
      if (closing !== undefined) return;
      await services.load(name).catch((error: unknown) => onLog(`${name} could not be loaded: ${String(error)}`));
    }
  }
}

async function openGateway(store: Store, options: GatewayOptions): Promise<RunningGateway> {
  try {
    return await startGateway(options);
  } catch (error) {
    store.close();
    throw error;
  }
}
