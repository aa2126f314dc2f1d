import { Box, Text } from 'ink';
import { memo } from 'react';
import { useTheme } from '../theme/context.ts';
import type { Line } from '../text/line.ts';

/** Rows of themed text, one row of the terminal each; they must already fit the width. */
export const Lines = memo(function Lines({ lines, height }: { lines: readonly Line[]; height?: number }) {
  return (
    <Box flexDirection="column" flexShrink={0} {...(height === undefined ? {} : { height })}>
      {lines.map((line, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a row is its place
        <Row key={index} line={line} />
      ))}
    </Box>
  );
});

const Row = memo(function Row({ line }: { line: Line }) {
  const theme = useTheme();
  if (line.length === 0) return <Text> </Text>;
  return (
    <Text wrap="truncate-end">
      {line.map((span, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a span is its place
        <Text key={index} {...theme[span.token]}>
          {span.text}
        </Text>
      ))}
    </Text>
  );
});
