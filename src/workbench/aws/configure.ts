import { chmod, readFile } from 'node:fs/promises';
import { writeWhole } from '../../aws/write-file.ts';
import { type ConfigFiles, configPath, type Profile } from './config-files.ts';
import { unknownChoice } from './commands.ts';
import { findCredentials } from './credentials.ts';
import { AwsCommandError, badConfiguration, UsageError } from './errors.ts';
import { write } from './io.ts';
import { profileOf, type Settings } from './settings.ts';

const SUBCOMMANDS = ['list', 'get', 'set', 'list-profiles'];
const SECRET_SETTINGS: ReadonlySet<string> = new Set(['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token']);

/** `aws configure list|get|set|list-profiles`, within the files that the environment names; gives the exit code. */
export async function configure([word, ...args]: readonly string[], settings: Settings): Promise<number> {
  if (word === undefined) {
    throw badConfiguration(
      'The built-in aws does not ask: use `aws configure set NAME VALUE`, or edit the file that AWS_CONFIG_FILE names.',
    );
  }
  const { stdout } = settings.io;
  if (word === 'list') await write(stdout, await listing(settings));
  else if (word === 'list-profiles')
    await write(
      stdout,
      profileNames(settings.files)
        .map((name) => `${name}\n`)
        .join(''),
    );
  else if (word === 'get') return get(args, settings);
  else if (word === 'set') await set(args, settings);
  else throw unknownChoice('subcommand', word, SUBCOMMANDS);
  return 0;
}

async function listing(settings: Settings): Promise<string> {
  const { io, globals } = settings;
  const asked = globals.profile ?? io.env['AWS_PROFILE'];
  const keys = await findCredentials(settings).catch((error: unknown) => {
    if (error instanceof AwsCommandError) return undefined;
    throw error;
  });
  const keyRow = (name: string, key: string | undefined) =>
    key === undefined || keys === undefined ? row(name, undefined) : row(name, `${'*'.repeat(16)}${key.slice(-4)}`, keys.source);
  return [
    `${cells(['Name', 'Value', 'Type', 'Location'])}`,
    `${cells(['----', '-----', '----', '--------'])}`,
    row(
      'profile',
      asked,
      globals.profile === undefined ? 'env' : 'manual',
      globals.profile === undefined ? "['AWS_PROFILE', 'AWS_DEFAULT_PROFILE']" : '--profile',
    ),
    keyRow('access_key', keys?.credentials.accessKeyId),
    keyRow('secret_key', keys?.credentials.secretAccessKey),
    regionRow(settings),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function regionRow({ region, globals, io }: Settings): string {
  if (globals.region !== undefined) return row('region', region, 'manual', '--region');
  const fromEnvironment = ['AWS_REGION', 'AWS_DEFAULT_REGION'].some((name) => io.env[name]);
  return fromEnvironment
    ? row('region', region, 'env', "['AWS_REGION', 'AWS_DEFAULT_REGION']")
    : row('region', region, 'config-file', io.env['AWS_CONFIG_FILE']);
}

function row(name: string, value: string | undefined, type = 'None', place = ''): string {
  return value === undefined ? cells([name, '<not set>', 'None', 'None']) : cells([name, value, type, place]);
}

function cells([name = '', value = '', type = '', place = '']: readonly string[]): string {
  return `${name.padStart(10)} ${value.padStart(24)} ${type.padStart(16)}    ${place}`;
}

function profileNames({ config, credentials }: ConfigFiles): string[] {
  return [...new Set([...config.keys(), ...credentials.keys()])];
}

async function get([name, ...further]: readonly string[], settings: Settings): Promise<number> {
  if (name === undefined) throw new UsageError('the following arguments are required: varname');
  if (further.length > 0) throw new UsageError(`Unknown options: ${further.join(', ')}`);
  const { profile, setting } = place(name, settings);
  const value = valueOf(profileOf(settings.files, profile), setting);
  if (value === undefined) return 1;
  await write(settings.io.stdout, `${value}\n`);
  return 0;
}

function valueOf(profile: Profile, setting: string): string | undefined {
  const value = profile.get(setting);
  return value === '' ? undefined : value;
}

async function set([name, value, ...further]: readonly string[], settings: Settings): Promise<void> {
  const missing = [...(name === undefined ? ['varname'] : []), ...(value === undefined ? ['value'] : [])];
  if (name === undefined || value === undefined) throw new UsageError(`the following arguments are required: ${missing.join(', ')}`);
  if (further.length > 0) throw new UsageError(`Unknown options: ${further.join(', ')}`);
  const { profile, setting } = place(name, settings);
  const which = SECRET_SETTINGS.has(setting) ? 'credentials' : 'config';
  const path = configPath(settings.io, which);
  if (path === undefined) {
    const variable = which === 'config' ? 'AWS_CONFIG_FILE' : 'AWS_SHARED_CREDENTIALS_FILE';
    throw badConfiguration(`There is no file to write ${setting} to: ${variable} is not set, and ~/.aws is left alone.`);
  }
  const title = which === 'credentials' || profile === 'default' ? profile : `profile ${quoted(profile)}`;
  writeWhole(path, withSetting(await textOf(path), title, setting, value));
  if (which === 'credentials') await chmod(path, 0o600);
}

/** `region`, `profile.NAME.region`, `default.region`, `s3.NAME` of the profile in use. */
function place(name: string, { profileName }: Settings): { profile: string; setting: string } {
  const parts = name.split('.');
  if (parts[0] === 'profile' && parts.length > 2) return { profile: parts[1] ?? '', setting: parts.slice(2).join('.') };
  if (parts[0] === 'default' && parts.length > 1) return { profile: 'default', setting: parts.slice(1).join('.') };
  return { profile: profileName, setting: name };
}

function quoted(profile: string): string {
  return /\s/.test(profile) ? `'${profile}'` : profile;
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/** The text of a file with one setting changed or added, and everything else as it was. */
export function withSetting(text: string, title: string, setting: string, value: string): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const [block, inner] = setting.includes('.') ? setting.split('.') : [undefined, setting];
  const start = lines.findIndex((line) => line.trim() === `[${title}]`);
  if (start < 0) return `${[...lines, `[${title}]`, ...written(block, inner, value)].join('\n')}\n`;
  const end = endOf(lines, start + 1, (line) => line.startsWith('['));
  const blockLine = block === undefined ? start : lineOf(lines, start + 1, end, new RegExp(`^${escaped(block)}\\s*=\\s*$`));
  const blockEnd = block === undefined || blockLine < 0 ? end : endOf(lines, blockLine + 1, (line) => !/^\s/.test(line));
  const indent = block === undefined ? '' : '\\s+';
  const found = blockLine < 0 ? -1 : lineOf(lines, blockLine + 1, blockEnd, new RegExp(`^${indent}${escaped(inner ?? '')}\\s*=`));
  if (found >= 0) lines[found] = `${block === undefined ? '' : '    '}${inner} = ${value}`;
  else if (block !== undefined && blockLine >= 0) lines.splice(blockEnd, 0, `    ${inner} = ${value}`);
  else lines.splice(end, 0, ...written(block, inner, value));
  return `${lines.join('\n')}\n`;
}

function written(block: string | undefined, name: string | undefined, value: string): string[] {
  return block === undefined ? [`${name} = ${value}`] : [`${block} =`, `    ${name} = ${value}`];
}

function lineOf(lines: readonly string[], from: number, to: number, pattern: RegExp): number {
  const found = lines.slice(from, to).findIndex((line) => pattern.test(line));
  return found < 0 ? -1 : from + found;
}

/** The line behind the last one that is not blank before something else begins. */
function endOf(lines: readonly string[], from: number, isEnd: (line: string) => boolean): number {
  const next = lines.slice(from).findIndex((line) => line.trim() !== '' && isEnd(line));
  let end = next < 0 ? lines.length : from + next;
  while (end > from && lines[end - 1]?.trim() === '') end--;
  return end;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
