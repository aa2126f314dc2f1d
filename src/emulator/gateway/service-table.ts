import type { AwsServiceName } from '../../aws/services.ts';
import type { Service } from '../services/contract.ts';
import type { ServiceTable } from './gateway.ts';

export type ServiceLoaders = { readonly [Name in AwsServiceName]?: () => Promise<Service> };

/** A table of services by how each is loaded. A load that failed is tried again. */
export function makeServiceTable(loaders: ServiceLoaders): ServiceTable {
  const loading = new Map<AwsServiceName, Promise<Service>>();
  return {
    names: Object.keys(loaders).filter((name) => isLoader(name, loaders)),
    load: async (name) => {
      const known = loading.get(name);
      if (known !== undefined) return known;
      const load = loaders[name];
      if (load === undefined) return undefined;
      const started = load();
      loading.set(name, started);
      started.catch(() => loading.delete(name));
      return started;
    },
  };
}

function isLoader(name: string, loaders: ServiceLoaders): name is AwsServiceName {
  return Object.hasOwn(loaders, name);
}
