// Plain JavaScript that Node 20 runs: everything here happens before the Node that the project needs is there.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export const PROJECT = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')

const WANTED = 24

/** Where Node keeps what it compiled of our modules: the command line starts in half the time. Gone with node_modules. */
const NODE_COMPILE_CACHE = join(PROJECT, 'node_modules', '.cache', 'guatu-compiled')

/** Installs node_modules when it is missing or differs from package-lock.json. Says on stderr what it does. */
export async function ensureDependencies() {
  if (isInstalled()) return
  await oneAtATime(async () => {
    if (isInstalled()) return
    const fresh = !existsSync(join(PROJECT, 'node_modules'))
    say(fresh ? '正在安装依赖（首次约半分钟）……' : '依赖与 package-lock.json 不一致，正在更新……')
    if (!fresh) await npm(['install', '--no-save'])
    if (!isInstalled()) await npm(['ci'])
    if (!isInstalled()) {
      say('依赖没有装好。请检查网络或软件源（npm config get registry），然后运行 npm ci，再重新启动。')
      process.exit(1)
    }
  })
}

/** Path of a Node of version 24 or later; ends the process with what to do when there is none. */
export function node24() {
  const delivered = deliveredNode()
  if (existsSync(delivered)) return delivered
  if (Number.parseInt(process.versions.node, 10) >= WANTED) return process.execPath
  say(
    `本机（${process.platform}-${process.arch}）没有随项目安装的 Node ${WANTED}，当前是 Node ${process.versions.node}。\n` +
      `请安装 Node ${WANTED} 或更新版本（https://nodejs.org，macOS 可用 brew install node@${WANTED}），再重新运行。`,
  )
  process.exit(1)
}

/**
 * Runs Node 24 with `args` at the project root, as one of us: it gets our SIGINT, SIGTERM and SIGHUP (once), ends
 * when we are killed, and its exit code is the answer. `ownGroup` keeps a terminal's Ctrl-C from reaching it
 * directly, for servers; without it the terminal stays its own, for commands that ask questions.
 */
export function spawn24(args, { ownGroup = false, env = {}, quiet = false } = {}) {
  const preload = new URL('./leave-with-parent.mjs', import.meta.url).href
  const child = spawn(node24(), ['--import', preload, ...args], {
    cwd: PROJECT,
    env: { NODE_COMPILE_CACHE, ...process.env, ...env },
    detached: ownGroup && process.platform !== 'win32',
    stdio: [ownGroup ? 'ignore' : 'inherit', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit', 'ipc'],
  })
  const stopForwarding = forwardSignals(child, ownGroup)
  return new Promise((resolve) => {
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk))
    child.once('error', (error) => {
      say(`无法运行 ${node24()}：${error.message}。随项目安装的 Node 需要 glibc 2.28 以上的 64 位 Linux。`)
      resolve(1)
    })
    child.once('close', (code, signal) => {
      stopForwarding()
      if (code !== 0 && said) process.stderr.write(said)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143))
    })
  })
}

/** Sentences go to stderr: the stdout of a command belongs to its result. */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}

/** Runs `work` while no other script of this checkout installs or builds; elsewhere than on Linux simply runs it. */
export async function oneAtATime(work) {
  if (process.platform !== 'linux') return work()
  const lock = await takeLock(`\0guatu-scripts-${PROJECT}`.slice(0, 100))
  try {
    return await work()
  } finally {
    lock.close()
  }
}

/** A name in Linux's abstract socket namespace: the kernel frees it when its holder dies, however it dies. */
async function takeLock(path) {
  for (;;) {
    const lock = createServer((socket) => socket.destroy())
    const free = await new Promise((resolve) => {
      lock.once('error', () => resolve(false))
      lock.listen({ path, exclusive: true }, () => resolve(true))
    })
    if (free) return lock
    await sleep(100)
  }
}

/**
 * Ctrl-C reaches npm, the shell and us, and npm passes it on once more: one signal becomes one. A second Ctrl-C
 * after a second is meant. npm killed with -9 cannot pass anything on: then our parents change.
 */
function forwardSignals(child, ownGroup) {
  let last = 0
  const forward = (signal) => {
    if (Date.now() - last < 1000) return
    last = Date.now()
    child.kill(signal)
  }
  const handlers = {
    // In one group with us the terminal has told the child already.
    SIGINT: () => ownGroup && forward('SIGINT'),
    SIGTERM: () => forward('SIGTERM'),
    SIGHUP: () => forward('SIGTERM'),
  }
  for (const [signal, handler] of Object.entries(handlers)) process.on(signal, handler)
  const parents = parentsOf()
  const watch = setInterval(() => parentsOf() !== parents && forward('SIGTERM'), 200)
  if (!process.env.npm_lifecycle_event) clearInterval(watch)
  return () => {
    clearInterval(watch)
    for (const [signal, handler] of Object.entries(handlers)) process.off(signal, handler)
  }
}

/** Our parent and its parent: npm runs us directly or through a shell. */
function parentsOf() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8')
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(')')).split(' ')[2]}`
  } catch {
    return `${process.ppid}`
  }
}

/** npm's own record of what it installed, compared with the lockfile: parts for other platforms may be missing. */
function isInstalled() {
  const installed = packagesIn('node_modules/.package-lock.json')
  const wanted = packagesIn('package-lock.json')
  if (!installed || !wanted) return false
  if (isLinux64() && !existsSync(deliveredNode())) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true
    const found = installed[path]
    return found ? found.version === entry.version && found.integrity === entry.integrity : entry.optional === true
  })
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(join(PROJECT, file), 'utf8')).packages
  } catch {
    return undefined
  }
}

function deliveredNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  return join(PROJECT, 'node_modules', `node-${system}-${process.arch}`, 'bin', file)
}

function isLinux64() {
  return process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch)
}

/** Install scripts are not needed by anything we use, and are a stranger's code: off. Everything npm says goes to stderr. */
function npm(args) {
  const quiet = [
    '--include=dev',
    '--include=optional',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  const self = process.env.npm_execpath
  const [command, first] = self?.endsWith('.js') ? [process.execPath, [self]] : ['npm', []]
  const child = spawn(command, [...first, ...args, ...quiet], {
    cwd: PROJECT,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && command === 'npm',
  })
  return new Promise((resolve) => {
    child.once('error', resolve)
    child.once('close', resolve)
  })
}
