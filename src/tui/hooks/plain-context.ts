import { createContext, useContext } from 'react';

const PlainContext = createContext(false);

export const PlainProvider = PlainContext.Provider;

/** Is the screen read out by a screen reader? Then it is a transcript. */
export const usePlain = (): boolean => useContext(PlainContext);
