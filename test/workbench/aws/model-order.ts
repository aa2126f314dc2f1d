import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NormalizedSchema } from '@smithy/core/schema';
import { operationSchemas } from '../../../src/aws/schema.ts';
import { AWS_SERVICES } from '../../../src/aws/services.ts';

const PACKAGES = fileURLToPath(new URL('../../../node_modules/@aws-sdk', import.meta.url));

/**
 * By shape: the members of each structure in any answer whose order in the SDK's runtime schemas is not that of the
 * service's model, which the SDK's type declarations keep.
 */
export async function modelOrder(): Promise<Record<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const [name, { load }] of Object.entries(AWS_SERVICES)) {
    const declared = declaredMembers(join(PACKAGES, packageOf(name), 'dist-types', 'models'));
    const visit = (schema: NormalizedSchema, seen: Set<string>) => {
      if (schema.isListSchema() || schema.isMapSchema()) return visit(schema.getValueSchema(), seen);
      const shape = schema.getName(true) ?? '';
      if (!schema.isStructSchema() || seen.has(shape)) return;
      seen.add(shape);
      const listed = [...schema.structIterator()];
      const order = declared.get(schema.getName() ?? '')?.filter((member) => listed.some(([one]) => one === member)) ?? [];
      const own = listed.map(([member]) => member).filter((member) => order.includes(member));
      if (order.join() !== own.join()) found.set(shape, order);
      for (const [, member] of listed) visit(member, seen);
    };
    const seen = new Set<string>();
    for (const { output } of operationSchemas(await load()).values()) visit(output, seen);
  }
  return Object.fromEntries([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function packageOf(service: string): string {
  const wanted = `client-${service}`;
  const names: Record<string, string> = {
    'client-cognito-idp': 'client-cognito-identity-provider',
    'client-apigateway': 'client-api-gateway',
  };
  return names[wanted] ?? wanted;
}

function declaredMembers(folder: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of readdirSync(folder).filter((name) => name.startsWith('models'))) {
    const text = readFileSync(join(folder, file), 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '');
    for (const [, name = '', body = ''] of text.matchAll(/export interface (\w+)(?: extends \w+)? \{([\s\S]*?)\n\}/g)) {
      found.set(
        name,
        [...body.matchAll(/^ {4}(\w+)\??:/gm)].map(([, member = '']) => member),
      );
    }
  }
  return found;
}
