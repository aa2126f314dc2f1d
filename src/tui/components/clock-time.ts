/** The time of day of an ISO 8601 time, on the learner's clock: `09:30:04`. */
export function clockTime(iso: string): string {
  return new Date(iso).toTimeString().slice(0, 8);
}
