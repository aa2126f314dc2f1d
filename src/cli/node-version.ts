const NEEDED = [22, 18] as const;

/** Is this Node (`22.18.0`) one that seclab and what it is built on run on? */
export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
}

/** What a person with an older Node is told. */
export function tooOldSentence(version: string): string {
  return `seclab needs Node ${NEEDED.join('.')} or newer and this is Node ${version}: install a newer one from https://nodejs.org and try again.`;
}
