import { afterEach, describe, expect, it, vi } from 'vitest';
import { practice } from './fixtures/practice-services.ts';
import { openTerminal, type ScreenTerminal } from './terminal/screen-terminal.ts';

// Colours are decided when the colour library is loaded: before the imports above.
vi.hoisted(() => {
  process.env['FORCE_COLOR'] = '1';
});

let terminal: ScreenTerminal | undefined;
afterEach(() => terminal?.close());

// oxlint-disable-next-line no-control-regex -- the codes for colours
const COLOUR = /\u001b\[(?:[0-9;]*;)?(?:3[0-7]|4[0-7]|9[0-7])m/;

describe('colours', () => {
  it('are the terminal’s own sixteen', async () => {
    terminal = openTerminal(80, 24, { services: practice().services, startAt: 'hello' });
    await expect(terminal).toShow('Step 1 of 3');
    expect(terminal.raw()).toMatch(COLOUR);
    expect(terminal.raw()).not.toContain('[38;');
  });

  it('are left out under NO_COLOR; symbols, words and weight say the same', async () => {
    terminal = openTerminal(80, 24, { services: practice().services, startAt: 'hello', env: { NO_COLOR: '1' } });
    await expect(terminal).toShow('Step 1 of 3');
    terminal.press('c');
    await expect(terminal).toShow('✗ not yet');
    expect(terminal.raw()).not.toMatch(COLOUR);
    expect(terminal.raw()).toContain('\u001b[1m');
    await expect(terminal.text()).toMatchFileSnapshot('screens/lab-no-colour-80x24.txt');
  });
});
