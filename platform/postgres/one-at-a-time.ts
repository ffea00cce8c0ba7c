import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from './start-error.ts'

const PATIENCE_MS = 10 * 60_000

/**
 * Runs `work` while no other process on this machine runs work of the same name. The lock is a socket name in
 * Linux's abstract namespace: the kernel gives it to one process and takes it back when that process dies, even by
 * kill -9, so there is never a stale lock to judge.
 */
export async function oneAtATime<T>(name: string, work: () => Promise<T>): Promise<T> {
  const lock = await takeLock(`\0guatu-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`)
  try {
    return await work()
  } finally {
    await new Promise((done) => lock.close(done))
  }
}

async function takeLock(path: string): Promise<Server> {
  const deadline = Date.now() + PATIENCE_MS
  while (Date.now() < deadline) {
    const lock = await tryLock(path)
    if (lock) return lock
    await sleep(40)
  }
  throw new StartError('另一个进程正在启动或停止数据库，等待了十分钟仍未结束。请结束该进程后再启动。')
}

function tryLock(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    )
    server.listen({ path, exclusive: true }, () => resolve(server))
  })
}
