import { createHmac } from 'node:crypto';
import type { ApiEvent } from '../../iam/event.ts';
import type { Directory, Random } from '../services/contract.ts';
import type { Store } from '../store/types.ts';
import type { Control } from './control/serve-control.ts';
import { EventHub } from './event-hub.ts';
import type { Gateway, ServiceTable } from './gateway.ts';
import { makeHttpServer } from './http-server.ts';
import { listen } from './listen.ts';

export { makeServiceTable, type ServiceLoaders } from './service-table.ts';

export interface GatewayOptions {
  readonly store: Store;
  readonly directory: Directory;
  readonly services: ServiceTable;
  readonly random: Random;
  /** 0: a free one. The first counts as `aws:SecureTransport` true, the second as false. */
  readonly port: number;
  readonly plainPort: number;
  /** Opens the control endpoints. */
  readonly controlToken: string;
  readonly region: string;
  readonly onLog: (line: string) => void;
  /** Called when a control call asks the sandbox to stop. */
  readonly onStop: () => void;
}

export interface RunningGateway {
  readonly port: number;
  readonly plainPort: number;
  readonly endpoint: string;
  readonly plainEndpoint: string;
  close(): Promise<void>;
}

/** Opens both ports of a sandbox. Throws SeclabError `port.taken` naming the port. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const ports = { port: 0, plainPort: 0 };
  let control: Control | undefined;
  const running = () => {
    control ??= makeControl(options, endpointOf(ports.port));
    return control;
  };
  const main = makeHttpServer(running, () => ports.port, true);
  const plain = makeHttpServer(running, () => ports.plainPort, false);
  const close = async () => {
    await Promise.all(
      [main, plain].map((server) => {
        const closed = new Promise((resolve) => server.close(resolve));
        server.closeAllConnections();
        return closed;
      }),
    );
  };
  try {
    ports.port = await listen(main, options.port);
    ports.plainPort = await listen(plain, options.plainPort);
  } catch (error) {
    await close();
    throw error;
  }
  return { ...ports, endpoint: endpointOf(ports.port), plainEndpoint: endpointOf(ports.plainPort), close };
}

function makeControl(options: GatewayOptions, endpoint: string): Control {
  const { store, directory, services, random, region, onLog, controlToken } = options;
  const gateway: Gateway = {
    store,
    directory,
    services,
    random,
    region,
    onLog,
    endpoint,
    events: new EventHub<ApiEvent>(),
    checkerMark: createHmac('sha256', controlToken).update('checker').digest('base64url'),
  };
  return { gateway, token: controlToken, startedAt: new Date(), stop: options.onStop };
}

function endpointOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}
