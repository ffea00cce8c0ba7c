import { defineConfig } from 'vitest/config'

// Three kinds of test, told apart by file name:
// rules   pure, no I/O: seconds              *.test.ts
// server  through the front door, on a real PostgreSQL (a template database per file)   server*.test.ts, *.server.test.ts
// browser journeys in Debian's chromium against the built product                        *.browser.test.ts
const server = ['**/server*.test.ts', '**/*.server.test.ts']
const browser = ['**/*.browser.test.ts']
const never = ['node_modules/**', 'dist/**', 'data/**']

export default defineConfig({
  test: {
    // half of the time a test waits for its database
    maxWorkers: 2,
    // loading the product anew for each file would be a quarter of the run; files share a process and its modules
    isolate: false,
    projects: [
      { extends: true, test: { name: 'rules', include: ['**/*.test.ts'], exclude: [...never, ...server, ...browser] } },
      {
        extends: true,
        test: {
          name: 'server',
          include: server,
          exclude: never,
          globalSetup: ['tests/harness/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: browser,
          exclude: never,
          globalSetup: ['tests/harness/global-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          // after the others: a browser and a server already keep two cores busy
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
