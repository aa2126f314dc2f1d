export type ShellName = 'bash' | 'zsh' | 'fish' | 'powershell' | 'sh';

/** The lines that give a shell these variables and take its own AWS settings away: for its start file, and for `eval`. */
export function settingLines(shell: ShellName, variables: Readonly<Record<string, string>>): string {
  const { unset, set } = SYNTAX[shell];
  return [unset, ...Object.entries(variables).map(([name, value]) => set(name, value)), ''].join('\n');
}

interface Syntax {
  /** Takes away every variable that begins with `AWS_`. */
  readonly unset: string;
  readonly set: (name: string, value: string) => string;
}

const posix: Syntax = {
  unset: `for seclab_name in $(env | sed -n 's/^\\(AWS_[A-Za-z0-9_]*\\)=.*/\\1/p'); do unset "$seclab_name"; done; unset seclab_name`,
  set: (name, value) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
};

const SYNTAX: Readonly<Record<ShellName, Syntax>> = {
  bash: posix,
  zsh: posix,
  sh: posix,
  fish: {
    unset: `for seclab_name in (set --names --export | string match 'AWS_*'); set --erase $seclab_name; end`,
    set: (name, value) => `set -gx ${name} ${fishValue(name, value)}`,
  },
  powershell: {
    unset: `Get-ChildItem Env: | Where-Object Name -like 'AWS_*' | ForEach-Object { Remove-Item "Env:$($_.Name)" }`,
    set: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
  },
};

/** Fish keeps the path as a list, and takes only `\\` and `'` as special between single quotes. */
function fishValue(name: string, value: string): string {
  const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  return name === 'PATH' ? value.split(':').map(quote).join(' ') : quote(value);
}
