// `npm test` is the whole check, as continuous integration runs it; `npm test -- --project rules kernel` hands its words to vitest.
import { ensureBrowser } from './browser.mjs'
import { buildIfStale } from './build.mjs'
import { ensureDependencies, spawn24 } from './node24.mjs'

const wishes = process.argv.slice(2)
if (wishes.length === 0) await import('./check.mjs')
else await some(wishes)

async function some(wishes) {
  const projects = wishes.flatMap((wish, at) =>
    wish === '--project' ? [wishes[at + 1]] : wish.split('--project=').slice(1),
  )
  await ensureDependencies()
  if (projects.length === 0 || projects.includes('browser') || projects.includes('pages')) {
    await ensureBrowser()
    await buildIfStale()
  }
  process.exitCode = await spawn24(['node_modules/vitest/vitest.mjs', 'run', ...wishes])
}
