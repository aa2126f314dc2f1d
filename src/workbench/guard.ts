/** Hosts that are this machine, as they stand in a URL. */
export const LOCAL_ONLY = ['127.0.0.1', 'localhost', '[::1]'] as const;

/** Nobody listens there: what is sent through it goes nowhere. */
export const DEAD_PROXY = 'http://127.0.0.1:9';

export const NO_PROXY_HERE = '127.0.0.1,localhost,::1';

/** A list of hosts that are reached without a proxy, with this machine added. */
export function withLocalHosts(noProxy: string | undefined): string {
  const hosts = [...(noProxy ?? '').split(','), ...NO_PROXY_HERE.split(',')].map((host) => host.trim()).filter((host) => host !== '');
  return [...new Set(hosts)].join(',');
}
