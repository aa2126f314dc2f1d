/** Runs seclab with the given arguments; returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  process.stdout.write(`seclab ${args.join(' ')}\n`);
  return 0;
}
