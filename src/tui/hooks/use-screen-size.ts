import { useWindowSize } from 'ink';

export const LEAST = { columns: 80, rows: 24 } as const;

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The terminal's size, never below what the screens are laid out for. */
export function useScreenSize(): Size {
  const { columns, rows } = useWindowSize();
  return { columns: Math.max(columns, LEAST.columns), rows: Math.max(rows, LEAST.rows) };
}
