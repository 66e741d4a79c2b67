import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: path.join(import.meta.dirname, '..'),
  test: {
    include: ['test/**/*.test.ts'],
    // Those run inside the extension host.
    exclude: ['test/host/**'],
    testTimeout: 20_000,
  },
});
