import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { oneAtATime, PROJECT, say, spawn24 } from './node24.mjs'

const STAMP = join(PROJECT, 'dist', '.stamp')
const PAGE = join(PROJECT, 'dist', 'web', 'index.html')
const ROOTS = ['app', 'platform', 'capabilities', 'kernel', 'public']
const FILES = [
  'index.html',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'tsconfig.web.json',
]

/** What the browser never gets: changing it must not cost a build. */
const SERVER_ONLY = /(^|\/|-)(server|store|jobs|cli)\.ts$|\.test\.tsx?$|(^|\/)platform\/postgres\/|\.(sql|md)$/

/** Builds dist/ when a source of the screens changed since it was built. Ends the process if the build fails. */
export async function buildIfStale() {
  if (isFresh()) return
  await oneAtATime(async () => {
    if (isFresh()) return
    say('正在生成网页……')
    const code = await buildWeb()
    if (code !== 0) {
      say('网页没有生成成功，原因见上。')
      process.exit(code)
    }
  })
}

/** `vite build`, quiet unless it fails; answers its exit code and stamps dist/ with what it was built from. */
export async function buildWeb() {
  const digest = digestOfSources()
  const code = await spawn24(['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], { quiet: true })
  if (code === 0) {
    mkdirSync(join(PROJECT, 'dist'), { recursive: true })
    writeFileSync(STAMP, digest)
  }
  return code
}

function isFresh() {
  return existsSync(PAGE) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digestOfSources()
}

function digestOfSources() {
  const hash = createHash('sha256')
  for (const file of [...FILES, ...ROOTS.flatMap(filesUnder)]) {
    const path = join(PROJECT, file)
    if (!SERVER_ONLY.test(file) && existsSync(path)) hash.update(`${file}\n`).update(readFileSync(path))
  }
  return hash.digest('hex')
}

function filesUnder(folder) {
  if (!existsSync(join(PROJECT, folder))) return []
  const entries = readdirSync(join(PROJECT, folder), { withFileTypes: true })
  return entries
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]))
}
