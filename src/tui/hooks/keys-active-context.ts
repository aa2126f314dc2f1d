import { createContext, useContext } from 'react';

const KeysActiveContext = createContext(true);

export const KeysActiveProvider = KeysActiveContext.Provider;

/** False while the screen is hidden: nobody acts on what they cannot see. */
export const useKeysActive = (): boolean => useContext(KeysActiveContext);
