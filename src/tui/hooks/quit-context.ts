import { createContext, useContext } from 'react';

const QuitContext = createContext<() => void>(() => {});

export const QuitProvider = QuitContext.Provider;

/** Leaves the screen; runs and the sandbox stay. */
export const useQuit = (): (() => void) => useContext(QuitContext);
