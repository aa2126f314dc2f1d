/** `1 point`, `3 points`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Points without needless digits: `7`, `7.5`. */
export function points(number: number): string {
  return String(Math.round(number * 10) / 10);
}
