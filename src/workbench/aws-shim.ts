import { join } from 'node:path';
import { program } from '../aws/program.ts';
import { writeWhole } from '../aws/write-file.ts';
import { DEAD_PROXY, LOCAL_ONLY } from './guard.ts';

const EXECUTABLE = 0o700;

export interface ShimOptions {
  readonly home: string;
  readonly endpoint: string;
  readonly configFile: string;
  readonly credentialsFile: string;
  /** The AWS CLI to run; absent: the built-in one. */
  readonly installed?: string;
}

/** Writes `aws` and `seclab` into a folder that comes first in the shell's path; for `cmd.exe` and PowerShell too. */
export function writeShims(bin: string, options: ShimOptions): void {
  writeWhole(
    join(bin, 'aws'),
    options.installed === undefined ? builtinShim(options) : installedShim(options, options.installed),
    EXECUTABLE,
  );
  writeWhole(join(bin, 'seclab'), `#!/bin/sh\nexec ${seclab()} "$@"\n`, EXECUTABLE);
  writeWhole(join(bin, 'aws.cmd'), `@${windowsSeclab()} aws %*\r\n`);
  writeWhole(join(bin, 'seclab.cmd'), `@${windowsSeclab()} %*\r\n`);
}

/** The built-in `aws` looks at its arguments itself. */
function builtinShim(options: ShimOptions): string {
  return `${head(options)}exec ${seclab()} aws "$@"\n`;
}

/** An AWS CLI is given the lab's endpoint each time: old ones do not know `AWS_ENDPOINT_URL`, and profiles may name another. */
function installedShim(options: ShimOptions, installed: string): string {
  return `${head(options)}
refuse() {
  echo "This shell's aws talks to the lab only, and $1 names $2: leave it out, or open another terminal for the real AWS." >&2
  exit 252
}
refuse_foreign() {
  case "$2" in
    *@*) ;;
${['http', 'https'].map((scheme) => `    ${LOCAL_ONLY.map((host) => patterns(`${scheme}://${host}`)).join(' | ')}) return ;;`).join('\n')}
  esac
  refuse "$1" "$2"
}
waiting=
for argument do
  if [ -n "$waiting" ]; then
    refuse_foreign "$waiting" "$argument"
    waiting=
    continue
  fi
  option=\${argument%%=*}
  case "$option" in --e*) ;; *) continue ;; esac
  case --endpoint-url in "$option"*) ;; *) continue ;; esac
  case "$argument" in
    *=*) refuse_foreign "$option" "\${argument#*=}" ;;
    *) waiting=$option ;;
  esac
done
# What the CLI does beside the call itself (a role of a profile, single sign-on) cannot leave the machine either.
export HTTP_PROXY=${DEAD_PROXY} HTTPS_PROXY=${DEAD_PROXY} http_proxy=${DEAD_PROXY} https_proxy=${DEAD_PROXY}
export NO_PROXY=127.0.0.1,localhost,::1 no_proxy=127.0.0.1,localhost,::1
unset ALL_PROXY all_proxy AWS_IGNORE_CONFIGURED_ENDPOINT_URLS
exec ${quote(installed)} --endpoint-url ${quote(options.endpoint)} "$@"
`;
}

/** Brings the sandbox back if its process is gone, and sees that the lab's own settings hold. */
function head({ home, endpoint, configFile, credentialsFile }: ShimOptions): string {
  return `#!/bin/sh
# Written by seclab: the aws of a lab's shell. No call of it leaves this machine.
SECLAB_HOME=${quote(home)}
AWS_ENDPOINT_URL=${quote(endpoint)}
: "\${AWS_CONFIG_FILE:=${configFile}}" "\${AWS_SHARED_CREDENTIALS_FILE:=${credentialsFile}}"
export SECLAB_HOME AWS_ENDPOINT_URL AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE
if { read -r sandbox < ${quote(join(home, 'sandbox', 'pid'))}; } 2>/dev/null; then
  status=
  { read -r status < "/proc/$sandbox/stat"; } 2>/dev/null
  # In a container without an init a process that was killed keeps its number, as a zombie.
  case "$status" in *') Z '*) sandbox= ;; esac
  kill -0 "$sandbox" 2>/dev/null || ${seclab()} up >/dev/null
fi
`;
}

function patterns(address: string): string {
  return `${quote(address)} | ${quote(address)}[:/]*`;
}

function seclab(): string {
  return `${quote(process.execPath)} ${quote(program.main)}`;
}

function windowsSeclab(): string {
  return `"${process.execPath}" "${program.main}"`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
