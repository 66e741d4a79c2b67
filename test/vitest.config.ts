import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: path.join(import.meta.dirname, '..'),
  test: {
    include: ['test/**/*.test.ts'],
    // Those run inside the extension host.
    exclude: ['test/host/**'],
    testTimeout: 20_000,
    // A loaded machine takes more than the second that is usual; what never comes true still fails before the test ends.
    expect: { poll: { timeout: 15_000 } },
  },
});
