import { type DOMElement, measureElement } from 'ink';
import { type RefObject, useLayoutEffect } from 'react';

/**
 * In development, throws when what is drawn is taller than `rows`: unclipped it would cost sixteen times the bytes and
 * scroll the terminal, clipped it loses the key bar.
 */
export function useFrameGuard(frame: RefObject<DOMElement | null>, rows: number): void {
  useLayoutEffect(() => {
    if (process.env.NODE_ENV === 'production' || frame.current === null) return;
    const { height } = measureElement(frame.current);
    if (height > rows) throw new Error(`the frame is ${height} rows high in a window that holds ${rows}`);
  });
}
