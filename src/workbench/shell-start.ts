import { basename, join } from 'node:path';
import { writeWhole } from '../aws/write-file.ts';
import { settingLines, type ShellName } from './shell-syntax.ts';

type Environment = Readonly<Record<string, string>>;

export interface ShellStart {
  readonly command: string;
  readonly args: readonly string[];
  /** What the shell is given besides the workbench's environment. */
  readonly env: Environment;
}

export interface ShellStartOptions {
  /** Path of the shell; its name tells how it is started. */
  readonly shell: string;
  /** Start files are written here. */
  readonly folder: string;
  /** Variables that must hold after the user's own start files have run. */
  readonly own: Environment;
  /** Stands in front of the prompt. */
  readonly label: string;
}

/** The user's shell: `$SHELL`, on Windows PowerShell. */
export function defaultShell(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const given = env['SHELL'];
  if (given !== undefined && given !== '') return given;
  return platform === 'win32' ? 'powershell.exe' : '/bin/sh';
}

/** Which syntax a shell speaks, by the name of its program; `sh` for those that we do not know. */
export function shellName(shell: string): ShellName {
  const name = basename(shell.replaceAll('\\', '/'))
    .replace(/\.exe$/i, '')
    .toLowerCase();
  if (name === 'pwsh' || name === 'powershell') return 'powershell';
  return name === 'bash' || name === 'zsh' || name === 'fish' ? name : 'sh';
}

/**
 * How to start a shell so that the user's own start files run first and the workbench's settings hold after them: they
 * often put folders in front of the path or choose an AWS profile.
 */
export function shellStart({ shell, folder, own, label }: ShellStartOptions): ShellStart {
  const settings = settingLines(shellName(shell), own);
  const write = (name: string, text: string): string => {
    const path = join(folder, 'shell', name);
    writeWhole(path, text);
    return path;
  };
  switch (shellName(shell)) {
    case 'bash': {
      const file = write('bashrc', `[ -f ~/.bashrc ] && . ~/.bashrc\n${settings}${bashPrompt(label)}`);
      return { command: shell, args: ['--rcfile', file, '-i'], env: {} };
    }
    case 'zsh': {
      const own = '"${SECLAB_ZDOTDIR:-$HOME}"';
      write('zsh/.zshenv', `[ -f ${own}/.zshenv ] && . ${own}/.zshenv\n`);
      write('zsh/.zshrc', `ZDOTDIR=${own}\n[ -f ${own}/.zshrc ] && . ${own}/.zshrc\n${settings}${zshPrompt(label)}`);
      return { command: shell, args: ['-i'], env: { ZDOTDIR: join(folder, 'shell', 'zsh'), SECLAB_ZDOTDIR: process.env['ZDOTDIR'] ?? '' } };
    }
    case 'fish': {
      const file = write('init.fish', `${settings}${fishPrompt(label)}`);
      return { command: shell, args: ['--init-command', `source '${file}'`, '--interactive'], env: {} };
    }
    case 'powershell': {
      const file = write('init.ps1', `${settings}${powershellPrompt(label)}`);
      return {
        command: shell,
        args: ['-NoLogo', '-NoExit', '-ExecutionPolicy', 'Bypass', '-Command', `. '${file.replaceAll("'", "''")}'`],
        env: {},
      };
    }
    case 'sh': {
      const file = write('shrc', `${settings}PS1='(${label}) $ '\n`);
      return { command: shell, args: ['-i'], env: { ENV: file } };
    }
  }
}

/** Set at each prompt: themes such as starship write `PS1` anew each time. */
function bashPrompt(label: string): string {
  return `seclab_prompt() { case "$PS1" in "(${label})"*) ;; *) PS1="(${label}) $PS1" ;; esac; }
PROMPT_COMMAND="\${PROMPT_COMMAND:+$PROMPT_COMMAND
}seclab_prompt"
`;
}

function zshPrompt(label: string): string {
  return `seclab_prompt() { case "$PS1" in "(${label})"*) ;; *) PS1="(${label}) $PS1" ;; esac }
precmd_functions+=(seclab_prompt)
`;
}

function fishPrompt(label: string): string {
  return `functions -q fish_prompt; and functions -c fish_prompt seclab_own_prompt
function fish_prompt; echo -n '(${label}) '; functions -q seclab_own_prompt; and seclab_own_prompt; end
`;
}

function powershellPrompt(label: string): string {
  return `$seclabPrompt = $function:prompt
function prompt { "(${label}) " + (& $seclabPrompt) }
`;
}
