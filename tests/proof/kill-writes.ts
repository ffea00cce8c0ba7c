import { randomUUID } from 'node:crypto'
import { AS_OF } from '#tests/bench/fill.ts'
import { type Shot, send, type Target } from '#tests/bench/load.ts'

/** One write a client wants: its mark stands in the row and in the record entry it makes. */
export type Write = { mark: string; key: string; kind: 'project' | 'correction'; shot: Shot; answered?: number }

/** How long an answer may take while the database comes back, in milliseconds. */
const PATIENCE = 30_000

/** The clients' side: what they sent, what was acknowledged, and what went wrong in ways no outage excuses. */
export function openWrites(projects: number) {
  let next = 0
  const acknowledged: Write[] = []
  const unacknowledged: Write[] = []
  const faults: string[] = []
  const put = async (target: Target, write: Write): Promise<number | null> => {
    const headers = { ...target.headers, 'idempotency-key': write.key }
    const answer = await inTime(send({ port: target.port, headers }, write.shot))
    if (answer === null) return null
    if (answer.status !== 200 && answer.status !== 503) {
      faults.push(`${write.mark}: ${answer.status} ${answer.body.toString('utf8').slice(0, 300)}`)
    }
    return answer.status === 200 ? JSON.parse(answer.body.toString('utf8')).id : null
  }
  return {
    acknowledged,
    unacknowledged,
    faults,
    /** The next write; whether it was acknowledged. */
    one: async (target: Target): Promise<boolean> => {
      const write = nthWrite(next++, projects)
      const answered = await put(target, write)
      if (answered === null) unacknowledged.push(write)
      else acknowledged.push({ ...write, answered })
      return answered !== null
    },
    /** The same write with the same key: it must be acknowledged now, and answer what it answered before. */
    again: async (target: Target, write: Write): Promise<void> => {
      const answered = await put(target, write)
      if (answered === null) return void faults.push(`${write.mark}: not acknowledged although all is well again`)
      if (write.answered !== undefined && write.answered !== answered) {
        faults.push(`${write.mark}: answered ${write.answered} first and ${answered} when repeated`)
      }
      const at = unacknowledged.indexOf(write)
      if (at >= 0) acknowledged.push({ ...unacknowledged.splice(at, 1)[0]!, answered })
    },
  }
}

export type Writes = ReturnType<typeof openWrites>

/** In turn a new project and a correction of one that is there: inserts, updates, triggers and roll-ups. */
function nthWrite(nth: number, projects: number): Write {
  const mark = `断电${nth}号`
  const key = randomUUID()
  if (nth % 2 === 0) {
    const body = { name: mark, orgId: 12 + (nth % 80), totalInvestment: '100' }
    return { mark, key, kind: 'project', shot: { method: 'POST', path: '/api/projects', body } }
  }
  const body = { month: AS_OF, delta: '1', reason: mark, approver: '王主任' }
  const path = `/api/projects/${1 + ((nth * 7) % projects)}/corrections`
  return { mark, key, kind: 'correction', shot: { method: 'POST', path, body } }
}

/** Null when the connection broke: the client does not know what became of its write. */
async function inTime(asked: ReturnType<typeof send>): Promise<Awaited<ReturnType<typeof send>> | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${PATIENCE} ms`)), PATIENCE)
  })
  try {
    return await Promise.race([asked.catch(() => null), late])
  } finally {
    clearTimeout(timer)
  }
}
