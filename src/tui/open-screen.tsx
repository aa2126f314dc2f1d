import { render } from 'ink';
import { SeclabError } from '../aws/seclab-error.ts';
import { App } from './app.tsx';
import { PressQueueProvider } from './hooks/press-queue-provider.tsx';
import { PlainProvider } from './hooks/plain-context.ts';
import { ServicesProvider } from './hooks/services-context.ts';
import type { ScreenServices } from './services.ts';
import { ThemeProvider } from './theme/context.ts';
import { themeFor } from './theme/themes.ts';

export interface ScreenOptions {
  readonly services: ScreenServices;
  /** A lab's id: opens it at once. */
  readonly startAt?: string;
  /** A transcript for screen readers; default: what the environment asks for. */
  readonly plain?: boolean;
  readonly stdout?: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stdin?: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Shows the screen until the learner leaves it. The first frame waits for none of the services.
 * Throws SeclabError `screen.noTerminal` where stdin or stdout is no terminal.
 */
export async function openScreen(options: ScreenOptions): Promise<void> {
  const { services, startAt, stdout = process.stdout, stdin = process.stdin, env = process.env } = options;
  if (stdout.isTTY !== true || stdin.isTTY !== true) {
    throw new SeclabError(
      'screen.noTerminal',
      'The screen needs a terminal for its input and output. `seclab show` and `seclab check` work without one.',
      { exit: 3 },
    );
  }
  const plain = options.plain ?? (env['SECLAB_SCREEN_READER'] === '1' || env['INK_SCREEN_READER'] === 'true');
  const app = render(
    <ThemeProvider value={themeFor(env)}>
      <PlainProvider value={plain}>
        <ServicesProvider value={services}>
          <PressQueueProvider>
            <App {...(startAt === undefined ? {} : { startAt })} />
          </PressQueueProvider>
        </ServicesProvider>
      </PlainProvider>
    </ThemeProvider>,
    {
      stdout,
      stdin,
      // Said here, since Ink would not draw where the environment looks like CI.
      interactive: true,
      alternateScreen: !plain,
      isScreenReaderEnabled: plain,
      incrementalRendering: true,
      exitOnCtrlC: false,
      // What a library writes to the console would only fall into the frame on this process's own terminal.
      patchConsole: stdout === process.stdout,
    },
  );
  await app.waitUntilExit();
}
