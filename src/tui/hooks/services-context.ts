import { createContext, useContext } from 'react';
import type { ScreenServices } from '../services.ts';

const ServicesContext = createContext<ScreenServices | undefined>(undefined);

export const ServicesProvider = ServicesContext.Provider;

export function useServices(): ScreenServices {
  const services = useContext(ServicesContext);
  if (services === undefined) throw new Error('Expected the screen to stand inside a ServicesProvider.');
  return services;
}
