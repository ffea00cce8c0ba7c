import { useEffect, useRef, useState } from 'react'
import { ApiProblem } from '#platform/web/client.ts'
import { notify } from '#platform/web/kit/toast.tsx'
import { words } from '#platform/web/words/use-words.ts'
import { dispatchRoutes } from '../../contract.ts'
import { dispatch } from '../api.ts'
import { keepReport } from './keep-report.ts'

export type Sending = { key: number; file: File; preview: string; percent: number; problem: string | null }

const KINDS = new Set(['image/jpeg', 'image/png', 'image/webp'])

/** Uploads photographs one after the other: a weak connection on a site carries one better than five. */
export function usePhotoQueue(reportId: number) {
  const [sending, setSending] = useState<readonly Sending[]>([])
  const busy = useRef(false)
  const lastKey = useRef(0)
  const change = (key: number, changes: Partial<Sending>) =>
    setSending((all) => all.map((one) => (one.key === key ? { ...one, ...changes } : one)))
  const drop = (key: number) => setSending((all) => all.filter((one) => one.key !== key))
  const next = sending.find((one) => one.problem === null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the next one is begun when the one before has ended
  useEffect(() => {
    if (!next || busy.current) return
    busy.current = true
    void upload(next).finally(() => {
      busy.current = false
    })
  }, [next?.key])

  async function upload({ key, file, preview }: Sending): Promise<void> {
    try {
      const request = { params: { id: reportId }, file, fileName: file.name }
      const report = await dispatch.addPhoto(request, { onProgress: (percent) => change(key, { percent }) })
      busy.current = false
      keepReport(report)
      URL.revokeObjectURL(preview)
      drop(key)
    } catch (error) {
      busy.current = false
      change(key, { problem: error instanceof ApiProblem ? error.message : words('kit.problem.unreadable') })
    }
  }

  return {
    sending,
    drop,
    add: (files: readonly File[]) => {
      const complaints = new Set(files.map(complaint).filter((text) => text !== null))
      for (const text of complaints) notify(text)
      const added = files
        .filter((file) => complaint(file) === null)
        .map((file) => {
          lastKey.current += 1
          return { key: lastKey.current, file, preview: URL.createObjectURL(file), percent: 0, problem: null }
        })
      setSending((all) => [...all, ...added])
    },
    retry: (key: number) => change(key, { problem: null, percent: 0 }),
  }
}

/** What the server would refuse anyway is refused before it travels. */
function complaint(file: File): string | null {
  if (!KINDS.has(file.type)) return words('dispatch.photoKind')
  const limit = dispatchRoutes.addPhoto.upload.maxBytes
  return file.size > limit ? words('dispatch.photoSize', { limit: Math.floor(limit / 1024 / 1024) }) : null
}
