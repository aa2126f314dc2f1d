import { COMMANDS, type CommandEntry } from './command-table.ts';

export const HELP_TOPICS = ['instructor', 'author', 'policy'] as const;
export type HelpTopic = (typeof HELP_TOPICS)[number];

/** The text of `seclab help`, or of `seclab help TOPIC`. */
export function helpText(topic?: HelpTopic): string {
  const intro = topic === undefined ? ['Learn AWS security by doing. `seclab` alone opens the screen.', ''] : [];
  return [...intro, 'Usage: seclab COMMAND [OPTIONS]', '', ...commandLines(topic ?? 'learner'), '', ...endLines(topic)].join('\n');
}

function commandLines(group: CommandEntry['group']): string[] {
  const entries = COMMANDS.filter((entry) => entry.group === group);
  return entries.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`);
}

function endLines(topic: HelpTopic | undefined): string[] {
  const more = '`seclab help COMMAND` says more of one command.';
  return topic === undefined ? [more, `More commands: ${HELP_TOPICS.map((name) => `\`seclab help ${name}\``).join(', ')}.`] : [more];
}
