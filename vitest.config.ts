import { defineConfig } from 'vitest/config'

// Four kinds of test, told apart by file name:
// rules   pure, no I/O: seconds              *.test.ts
// server  through the front door, on a real PostgreSQL (a template database per file)   server*.test.ts, *.server.test.ts
// browser journeys in Debian's chromium against the built product                        *.browser.test.ts
// pages   every page as every role, alone: it is as much work as all other journeys
const server = ['**/server*.test.ts', '**/*.server.test.ts']
const browser = ['**/*.browser.test.ts']
/** Keeps two cores busy by itself: six people at once. */
const everyPage = 'tests/journeys/every-page.browser.test.ts'
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
          exclude: [...never, everyPage],
          globalSetup: ['tests/harness/global-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // after the others: two journeys, each with its browser and server, keep two cores busy
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'pages',
          include: [everyPage],
          exclude: never,
          globalSetup: ['tests/harness/global-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
