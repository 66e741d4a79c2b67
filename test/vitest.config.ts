import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: path.join(import.meta.dirname, '..'),
  test: {
    include: [
      'test/core/**/*.test.ts',
      'test/engine/**/*.test.ts',
      'test/extension/**/*.test.ts',
      'test/cli/**/*.test.ts',
    ],
    testTimeout: 20_000,
  },
});
