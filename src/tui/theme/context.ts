import { createContext, useContext } from 'react';
import { themeFor, type Theme } from './themes.ts';

const ThemeContext = createContext<Theme>(themeFor({}));

export const ThemeProvider = ThemeContext.Provider;

export const useTheme = (): Theme => useContext(ThemeContext);
