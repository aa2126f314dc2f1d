import type { Claim } from './read-claim.ts';

/** Why a signature is not good at this time. */
export type DateFault =
  | { readonly fault: 'unreadable' }
  | { readonly fault: 'scopeDate'; readonly signed: Date }
  | { readonly fault: 'tooOld' | 'tooNew'; readonly signed: Date }
  | { readonly fault: 'expired'; readonly until: Date }
  | { readonly fault: 'notYetValid'; readonly signed: Date };

/** Checks the time of a signature by the real clock; `minutes` is the window to both sides of now. */
export function checkDate(claim: Claim, now: Date, minutes: number): DateFault | undefined {
  const signed = readAmzDate(claim.date);
  if (signed === undefined) return { fault: 'unreadable' };
  if (amzDate(signed).slice(0, 8) !== claim.scope.date) return { fault: 'scopeDate', signed };
  const age = now.getTime() - signed.getTime();
  if (claim.expires !== undefined) {
    if (age < 0) return { fault: 'notYetValid', signed };
    const until = new Date(signed.getTime() + Number(claim.expires) * 1000);
    return until.getTime() < now.getTime() ? { fault: 'expired', until } : undefined;
  }
  const window = minutes * 60_000;
  if (age > window) return { fault: 'tooOld', signed };
  return age < -window ? { fault: 'tooNew', signed } : undefined;
}

/** `20260102T030405Z`, as signatures write a time. */
export function amzDate(date: Date): string {
  return date.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
}

/** Reads both that form and that of a `Date` header. */
export function readAmzDate(text: string): Date | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  const date = new Date(match === null ? text : `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
