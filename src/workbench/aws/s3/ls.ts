import type { ServiceClient } from '../client.ts';
import { write } from '../io.ts';
import { wholeNumber } from '../parameters.ts';
import type { Given } from '../parse-arguments.ts';
import type { Settings } from '../settings.ts';
import { objectPages } from './listing.ts';
import { parseS3Uri } from './paths.ts';

/** `aws s3 ls`: the buckets, or what is under a prefix. Gives 1 where nothing is under the prefix that was asked for. */
export async function ls(client: ServiceClient, given: Given, settings: Settings): Promise<number> {
  const print = (line: string) => write(settings.io.stdout, `${line}\n`);
  const place = parseS3Uri(given.get('paths')?.[0] ?? 's3://');
  const size = given.has('human-readable') ? humanSize : String;
  let [count, total, found] = [0, 0, false];
  if (place.bucket === '') await printBuckets(client, print);
  else {
    const recursive = given.has('recursive');
    const options = {
      delimiter: recursive ? undefined : '/',
      pageSize: wholeNumber(given, 'page-size'),
      requestPayer: given.has('request-payer') ? 'requester' : undefined,
    };
    for await (const page of objectPages(client, place, options)) {
      for (const prefix of page.prefixes) await print(`${'PRE'.padStart(30)} ${prefix.split('/').at(-2)}/`);
      for (const object of page.objects) {
        const name = recursive ? object.key : (object.key.split('/').at(-1) ?? '');
        await print(`${localTime(object.modified)} ${size(object.size).padStart(10)} ${name}`);
        count++;
        total += object.size;
      }
      found ||= page.prefixes.length > 0 || page.objects.length > 0;
    }
  }
  if (given.has('summarize')) await print(`\nTotal Objects: ${count}\n   Total Size: ${size(total)}`);
  return place.key !== '' && !found ? 1 : 0;
}

async function printBuckets(client: ServiceClient, print: (line: string) => Promise<void>): Promise<void> {
  const { output } = await client.call('ListBuckets', {});
  const buckets = output['Buckets'];
  for (const bucket of Array.isArray(buckets) ? buckets : []) {
    const { Name, CreationDate } = Object(bucket);
    await print(`${localTime(CreationDate instanceof Date ? CreationDate : new Date(0))} ${String(Name)}`);
  }
}

function localTime(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

const UNITS = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** `1 Byte`, `12 Bytes`, `1.5 KiB`. */
export function humanSize(bytes: number): string {
  if (bytes === 1) return '1 Byte';
  if (bytes < 1024) return `${bytes} Bytes`;
  let amount = bytes;
  for (const unit of UNITS) {
    amount /= 1024;
    if (Math.round(amount) < 1024) return `${amount.toFixed(1)} ${unit}`;
  }
  return `${amount.toFixed(1)} ${UNITS.at(-1)}`;
}
