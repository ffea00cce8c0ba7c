/** What a running product does without being asked: at once, and again `everyMinutes` after each time it is done. */
export type Duty = { name: string; everyMinutes: number; work: () => Promise<unknown> }

/**
 * Keeps the duties until stopped. One never overlaps itself; one that fails is logged and tried again at its next time. Each has to bear
 * being kept by two processes at once. Stopping waits for those at work.
 */
export function keepDuties(duties: readonly Duty[], log: (line: string) => void): () => Promise<void> {
  const stops = duties.map((duty) => keepDuty(duty, log))
  return async () => void (await Promise.all(stops.map((stop) => stop())))
}

function keepDuty({ name, everyMinutes, work }: Duty, log: (line: string) => void): () => Promise<void> {
  let timer: NodeJS.Timeout | null = null
  let stopped = false
  const turn = async () => {
    await work().catch((error: Error) => log(`${name}: ${error.message}`))
    if (!stopped) timer = setTimeout(again, everyMinutes * 60_000).unref()
  }
  let atWork = turn()
  const again = () => {
    atWork = turn()
  }
  return async () => {
    stopped = true
    if (timer) clearTimeout(timer)
    await atWork
  }
}
