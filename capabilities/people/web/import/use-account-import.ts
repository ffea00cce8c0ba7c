import { useEffect, useState } from 'react'
import type { Reply } from '#platform/http/contract.ts'
import { ApiProblem } from '#platform/web/client.ts'
import type { accountImportRoutes, MadeAccount } from '../../accounts/import-contract.ts'
import { people } from '../api.ts'
import { peopleChanged } from '../people-changed.ts'

export type ImportState = {
  preview: Reply<typeof accountImportRoutes.previewAccountImport> | null
  made: readonly MadeAccount[]
  /** Where the next chunk begins. */
  next: number
  isRunning: boolean
  isDone: boolean
  problem: unknown
}
const START: ImportState = { preview: null, made: [], next: 0, isRunning: false, isDone: false, problem: null }

/** Uploads, confirms chunk by chunk, and keeps the passwords in this page alone: they are gone when it is left. */
export function useAccountImport() {
  const [state, setState] = useState<ImportState>(START)
  const change = (part: Partial<ImportState>) => setState((before) => ({ ...before, ...part }))
  useLeaveWarning(state.isRunning || (state.made.length > 0 && state.preview !== null))
  const upload = async (file: File, onProgress: (percent: number) => void) => {
    change({ problem: null })
    try {
      change({ preview: await people.previewAccountImport({ file, fileName: file.name }, { onProgress }) })
    } catch (problem) {
      change({ problem })
    }
  }
  const run = async () => {
    const id = state.preview?.id
    if (!id) return
    let { made, next } = state
    change({ isRunning: true, problem: null })
    try {
      for (let at: number | null = next; at !== null; ) {
        const answer = await writeChunk(id, at)
        made = [...made, ...answer.made]
        next = answer.next ?? next
        at = answer.next
        change({ made, next, isDone: at === null })
      }
    } catch (problem) {
      change({ problem })
    }
    change({ isRunning: false })
    await peopleChanged()
  }
  return { state, upload, run, restart: () => setState(START) }
}

/** A chunk whose answer was lost on the way was made all the same: asked once more, it gives those people new passwords. */
async function writeChunk(id: number, from: number) {
  const ask = () => people.writeAccountImport({ params: { id }, body: { from } })
  try {
    return await ask()
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'secret_shown_once') return await ask()
    throw error
  }
}

/** The browser asks before the page with the passwords is closed. */
function useLeaveWarning(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isNeeded])
}
