import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AWS_SERVICES, type AwsServiceName } from '../../../src/aws/services.ts';
import {
  AwsError,
  decodeInput,
  encodeError,
  encodeOutput,
  requestIdHeaders,
  routeRequest,
  serviceModel,
  type WireResponse,
} from '../../../src/emulator/wire/index.ts';

export interface Call {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A server that is nothing but the wire: it keeps what it decoded, and answers what the test gives it. */
export class EchoServer {
  readonly calls: Call[] = [];
  answer: (call: Call) => unknown = () => ({});
  readonly #service: AwsServiceName;
  readonly #server: Server;

  private constructor(service: AwsServiceName, server: Server) {
    this.#service = service;
    this.#server = server;
  }

  static async start(service: AwsServiceName): Promise<EchoServer> {
    const server = createServer();
    const echo = new EchoServer(service, server);
    const model = serviceModel(service, await AWS_SERVICES[service].load());
    server.on('request', async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const [path = '/', query = ''] = (request.url ?? '/').split('?');
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const answer = echo.#serve({ method: request.method ?? '', path, query, headers }, Buffer.concat(chunks), model);
      response.writeHead(answer.status, answer.headers);
      response.end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return echo;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get last(): Call {
    const call = this.calls.at(-1);
    if (call === undefined) throw new Error('No call came in');
    return call;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #serve(request: Parameters<typeof routeRequest>[1], body: Buffer, model: ReturnType<typeof serviceModel>): WireResponse {
    const ids = { requestId: 'b25f48e8-84fd-11e6-80d9-574e0c4664cb', hostId: 'aG9zdA==' };
    const idHeaders = requestIdHeaders(this.#service === 's3', ids);
    try {
      const { name, operation, labels } = routeRequest(model, request, body);
      if (operation === undefined) throw new AwsError('NotImplemented', `${name} is unknown`, 501);
      const input = decodeInput(model, { operation, labels }, request, body);
      const call = { operation: name, input: { ...input } };
      this.calls.push(call);
      const answer = encodeOutput(model, operation, this.answer(call), ids);
      return { ...answer, headers: { ...idHeaders, ...answer.headers } };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const answer = encodeError(model, error, ids);
      return { ...answer, headers: { ...idHeaders, ...answer.headers } };
    }
  }
}
