import { useEffect, useRef, useState } from 'react'
import { ApiProblem } from '#platform/web/client.ts'
import { notify } from '#platform/web/kit/toast.tsx'
import { words } from '#platform/web/words/use-words.ts'
import type { AddedPaper } from '../../contract.ts'
import { MAX_FILE_BYTES } from '../../vocabulary.ts'
import { papers } from '../api.ts'
import { papersChanged } from '../papers-changed.ts'

export type Sending = {
  key: number
  file: File
  percent: number
  state: 'waiting' | 'sending' | 'done' | 'refused'
  problem: string | null
  added: AddedPaper | null
  /** The paper that holds this file already. */
  thereAs: number | null
}

/** Uploads files one after the other, each for itself: one that is refused holds up no other. */
export function useUploadQueue(projectId: number) {
  const [queue, setQueue] = useState<readonly Sending[]>([])
  const busy = useRef(false)
  const lastKey = useRef(0)
  const change = (key: number, changes: Partial<Sending>) =>
    setQueue((all) => all.map((one) => (one.key === key ? { ...one, ...changes } : one)))
  const isSending = queue.some(({ state }) => state === 'sending')
  const next = isSending ? undefined : queue.find(({ state }) => state === 'waiting')
  const isBusy = queue.some(({ state }) => state === 'waiting' || state === 'sending')

  // biome-ignore lint/correctness/useExhaustiveDependencies: the next one is begun when the one before has ended
  useEffect(() => {
    if (!next || busy.current) return
    busy.current = true
    void send(next).finally(() => {
      busy.current = false
    })
  }, [next?.key])

  useEffect(() => {
    if (!isBusy) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isBusy])

  async function send({ key, file }: Sending): Promise<void> {
    change(key, { state: 'sending', percent: 0 })
    try {
      const request = { params: { id: projectId }, file, fileName: file.name }
      const added = await papers.addPaperFile(request, { onProgress: (percent) => change(key, { percent }) })
      busy.current = false
      change(key, { state: 'done', added })
      void papersChanged()
    } catch (error) {
      busy.current = false
      const known = error instanceof ApiProblem ? error : null
      const paperId = known?.details?.paperId
      change(key, {
        state: 'refused',
        problem: known?.message ?? words('kit.problem.unreadable'),
        thereAs: typeof paperId === 'number' ? paperId : null,
      })
    }
  }

  const add = (files: readonly File[]) => {
    const added = files.map((file): Sending => {
      lastKey.current += 1
      const problem = file.size > MAX_FILE_BYTES ? words('papers.tooLarge') : null
      return {
        key: lastKey.current,
        file,
        percent: 0,
        state: problem ? 'refused' : 'waiting',
        problem,
        added: null,
        thereAs: null,
      }
    })
    setQueue((all) => [...all, ...added])
  }

  return {
    queue,
    isBusy,
    /** A folder is no file: it is said, and what lies in it is chosen by the person. */
    addDropped: (dropped: DataTransfer) => {
      const isFolder = [...dropped.items].some((item) => item.webkitGetAsEntry?.()?.isDirectory)
      if (isFolder) notify(words('papers.folder'))
      else add([...dropped.files])
    },
    add,
    retry: (key: number) => change(key, { state: 'waiting', problem: null, percent: 0 }),
    clear: () => setQueue((all) => all.filter(({ state }) => state === 'waiting' || state === 'sending')),
  }
}
