import { Box, render, Text } from 'ink';

/** The least that a full-screen Ink program does: the reference for the first frame. */
render(
  <Box flexDirection="column" height={23}>
    <Text>bare frame</Text>
  </Box>,
  { alternateScreen: true, incrementalRendering: true },
);
