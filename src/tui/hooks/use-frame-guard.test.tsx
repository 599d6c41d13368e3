import { Box, type DOMElement, renderToString, Text } from 'ink';
import { useRef } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { useFrameGuard } from './use-frame-guard.ts';

afterEach(() => void vi.unstubAllEnvs());

function Frame({ rows }: { readonly rows: number }) {
  const frame = useRef<DOMElement>(null);
  useFrameGuard(frame, rows);
  return (
    <Box height={rows} overflow="hidden">
      <Box ref={frame} alignSelf="flex-start" flexShrink={0}>
        <Text>{'one\ntwo\nthree'}</Text>
      </Box>
    </Box>
  );
}

test('a frame that fits is drawn', () => {
  expect(renderToString(<Frame rows={3} />)).toBe('one\ntwo\nthree');
});

test('a taller one throws in development, and is clipped in production', () => {
  expect(() => renderToString(<Frame rows={2} />)).toThrow('3 rows high in a window that holds 2');
  vi.stubEnv('NODE_ENV', 'production');
  expect(renderToString(<Frame rows={2} />)).toBe('one\ntwo');
});
