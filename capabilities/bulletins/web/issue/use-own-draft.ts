import { useQuery } from '@tanstack/react-query'
import type { BulletinDraft } from '#capabilities/bulletins/contract.ts'
import { useMay } from '#platform/web/shell/session.tsx'
import { bulletins } from '../api.ts'
import { at, type Issue } from './issue.ts'

/** What this person's office decided for the issue. Null: not yet read, or the document is another office's, which the server refuses. */
export function useOwnDraft(issue: Issue): BulletinDraft | null {
  const mayPublish = useMay('bulletin.publish')
  const { data } = useQuery({ ...bulletins.readBulletinDraft.query(at(issue)), enabled: mayPublish })
  return data ?? null
}
