import { createServer, type Server } from 'node:net';
import { expect, test } from 'vitest';
import { choosePorts } from '../../src/backend/ports.ts';

async function listen(): Promise<{ port: number; server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
}
const close = (server: Server) => new Promise((resolve) => server.close(resolve));

test('takes the ports of the last start again', async () => {
  const [a, b] = [await listen(), await listen()];
  await Promise.all([close(a.server), close(b.server)]);
  expect(await choosePorts(undefined, { port: a.port, plainPort: b.port })).toEqual({ port: a.port, plainPort: b.port });
});

test('goes elsewhere when another program has the port of the last start', async () => {
  const taken = await listen();
  const { port, plainPort } = await choosePorts(undefined, { port: taken.port, plainPort: taken.port });
  await close(taken.server);
  expect(port).not.toBe(taken.port);
  expect(plainPort).not.toBe(taken.port);
});

test('takes the port that is asked for and no other', async () => {
  const { port, server } = await listen();
  await expect(choosePorts(port, undefined)).rejects.toMatchObject({ code: 'port.taken', exit: 3 });
  await close(server);
  expect(await choosePorts(port, undefined)).toMatchObject({ port });
});
