/** A key as the learner reads it. Letters stand for themselves; `1-9` stands for any of the nine. */
export type Chord =
  | 'Enter'
  | 'Esc'
  | 'Tab'
  | 'Up'
  | 'Down'
  | 'Left'
  | 'Right'
  | 'PgUp'
  | 'PgDn'
  | 'Home'
  | 'End'
  | 'Space'
  | 'Ctrl+C'
  | '1-9'
  | '?'
  | 'any other'
  | Letter;
type Letter = 'a' | 'b' | 'c' | 'g' | 'h' | 'i' | 'j' | 'k' | 'l' | 'm' | 'n' | 'p' | 'q' | 'r' | 's' | 'y' | 'C' | 'G' | 'R';

export interface Binding {
  readonly keys: readonly Chord[];
  /** For the footer: one or two words. Absent: only the help names it. */
  readonly label?: string;
  readonly help: string;
}

const scroll = {
  up: { keys: ['Up', 'k'], help: 'one line up' },
  down: { keys: ['Down', 'j'], help: 'one line down' },
  pageUp: { keys: ['PgUp', 'b'], help: 'one page up' },
  pageDown: { keys: ['PgDn', 'Space'], help: 'one page down' },
  top: { keys: ['Home', 'g'], help: 'to the beginning' },
  bottom: { keys: ['End', 'G'], help: 'to the end' },
} as const satisfies Record<string, Binding>;

const all = { keys: ['?'], label: 'keys', help: 'show all keys' } as const satisfies Binding;

/**
 * Every key of the screen, by the place where it works. Matching, footer and help are made from this table and from
 * nothing else; the order is the order of the footer.
 */
export const keyTable = {
  welcome: {
    start: { keys: ['Enter'], label: 'start', help: 'start the first lab' },
    map: { keys: ['m', 'Esc'], label: 'all labs', help: 'see all labs' },
    quit: { keys: ['q', 'Ctrl+C'], label: 'quit', help: 'leave seclab' },
    help: all,
  },
  home: {
    open: { keys: ['Enter', 'Right', 'l'], label: 'open', help: 'open the selected lab' },
    next: { keys: ['n'], label: 'what is next', help: 'select the lab that is next' },
    quit: { keys: ['q', 'Ctrl+C'], label: 'quit', help: 'leave seclab; the sandbox and your progress stay' },
    help: all,
    ...scroll,
  },
  lab: {
    shell: { keys: ['s'], label: 'shell', help: 'work in your shell; `exit` brings you back to this place' },
    check: { keys: ['c'], label: 'check', help: 'check this step now' },
    hint: { keys: ['h'], label: 'hint', help: 'the next hint; its cost is shown before you take it' },
    switchPane: { keys: ['Tab'], label: 'task/progress', help: 'switch between the task and your progress' },
    activity: { keys: ['a'], label: 'activity', help: 'every API call, and why it was allowed or denied' },
    nextStep: { keys: ['n', 'Right'], label: 'next', help: 'the next step' },
    previousStep: { keys: ['p', 'Left'], help: 'the step before' },
    answer: { keys: ['1-9'], help: 'answer the question with this option' },
    checkAll: { keys: ['C'], help: 'check all steps, passed ones too' },
    sources: { keys: ['r'], help: 'the AWS pages behind this lab, with the date on which they were checked' },
    reset: { keys: ['R'], help: 'reset the lab to its start; asks first' },
    back: { keys: ['q', 'Esc'], label: 'back', help: 'back to all labs; stops a check that runs' },
    quit: { keys: ['Ctrl+C'], help: 'leave seclab; the sandbox and your progress stay' },
    help: all,
    ...scroll,
  },
  activity: {
    explain: { keys: ['Enter', 'Right'], label: 'why', help: 'why this call was allowed or denied' },
    shell: { keys: ['s'], label: 'shell', help: 'work in your shell; `exit` brings you back to this place' },
    back: { keys: ['a', 'q', 'Esc', 'Left'], label: 'back', help: 'back to the lab' },
    quit: { keys: ['Ctrl+C'], help: 'leave seclab' },
    help: all,
    ...scroll,
  },
  reading: {
    back: { keys: ['q', 'Esc', 'Enter', 'Left'], label: 'back', help: 'close this page' },
    quit: { keys: ['Ctrl+C'], help: 'leave seclab' },
    ...scroll,
  },
  confirmHint: {
    yes: { keys: ['h', 'y'], label: 'read it', help: 'read the hint' },
    no: { keys: ['any other'], label: 'not now', help: 'leave it' },
    quit: { keys: ['Ctrl+C'], help: 'leave seclab' },
  },
  confirmReset: {
    yes: { keys: ['y'], label: 'reset', help: 'drop all that you built in this lab and set it up again' },
    no: { keys: ['any other'], label: 'keep', help: 'leave everything as it is' },
    quit: { keys: ['Ctrl+C'], help: 'leave seclab' },
  },
  tooSmall: {
    quit: { keys: ['q', 'Ctrl+C'], label: 'quit', help: 'leave seclab' },
  },
  waiting: {
    stop: { keys: ['Esc'], label: 'stop waiting', help: 'stop the check or the opening of a lab' },
    quit: { keys: ['Ctrl+C'], label: 'quit', help: 'leave seclab' },
  },
} as const satisfies Record<string, Readonly<Record<string, Binding>>>;

export type Scope = keyof typeof keyTable;
export type ActionOf<S extends Scope> = keyof (typeof keyTable)[S] & string;

/** The bindings of a place, in the footer's order. */
export function bindingsOf(scope: Scope): readonly (readonly [action: string, binding: Binding])[] {
  return Object.entries(keyTable[scope]);
}
