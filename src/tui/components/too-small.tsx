import { Box, Text, useWindowSize } from 'ink';
import type { ReactNode } from 'react';
import { KeysActiveProvider } from '../hooks/keys-active-context.ts';
import { useKeys } from '../hooks/use-keys.ts';
import { LEAST, type Size } from '../hooks/use-screen-size.ts';
import { useQuit } from '../hooks/quit-context.ts';

/** Hides the screen, without losing its place, while the terminal is too small for it. */
export function SizeGuard({ children }: { children: ReactNode }) {
  const size = useWindowSize();
  const quit = useQuit();
  const tooSmall = size.columns < LEAST.columns || size.rows < LEAST.rows;
  useKeys('tooSmall', { quit }, tooSmall);
  return (
    <>
      {tooSmall ? <Sentence {...size} /> : null}
      <Box display={tooSmall ? 'none' : 'flex'}>
        <KeysActiveProvider value={!tooSmall}>{children}</KeysActiveProvider>
      </Box>
    </>
  );
}

function Sentence({ columns, rows }: Size) {
  return (
    <Text>
      seclab needs at least {LEAST.columns} columns and {LEAST.rows} rows; this terminal has {columns} and {rows}. Make it larger, or leave
      with q and start with --plain.
    </Text>
  );
}
