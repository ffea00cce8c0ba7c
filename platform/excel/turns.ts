import { Problem } from '#kernel/problem.ts'

/** Runs works so many at once, the others in the order they came; refuses (503 `busy_reading`) what would wait behind too many. */
export function inTurns({ atOnce, waitingAtMost }: { atOnce: number; waitingAtMost: number }) {
  const waiting: (() => void)[] = []
  let running = 0
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running < atOnce) running += 1
    else if (waiting.length < waitingAtMost) await new Promise<void>((resolve) => void waiting.push(resolve))
    else throw new Problem(503, 'busy_reading', '正在读取的文件太多，请稍后再试。', { retryAfterSeconds: 30 })
    try {
      return await work()
    } finally {
      // the place is passed on, so that nobody comes in between
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
