/** The screen. `openScreen` is all that the rest of the program needs of it. */

export { openScreen, type ScreenOptions } from './open-screen.tsx';
export type { EventSource, LabEntry, SandboxStatus, ScreenServices } from './services.ts';
