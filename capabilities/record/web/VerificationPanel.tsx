import { useQuery } from '@tanstack/react-query'
import { thin } from '#platform/web/format.ts'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { record } from './api.ts'

/** Recomputes every chain now and says whether anything was changed. */
export function VerificationPanel({ onClose }: { onClose: () => void }) {
  const w = useWords()
  const { data, error, refetch } = useQuery({ ...record.verifyRecord.query(), gcTime: 0, staleTime: 0 })
  return (
    <SidePanel title={w('record.verifyTitle')} onClose={onClose} width="l">
      {error && <ErrorNote problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton />}
      {data?.ok && <Note kind="done">{w('record.verifyOk', { entries: thin(String(data.entries)) })}</Note>}
      {data?.firstBreak && <Note kind="problem">{w('record.verifyBroken', data.firstBreak)}</Note>}
      {data && (
        <table className="changes">
          <thead>
            <tr>
              <th scope="col">{w('record.chain')}</th>
              <th scope="col">{w('record.entries')}</th>
              <th scope="col">{w('record.head')}</th>
            </tr>
          </thead>
          <tbody>
            {data.chains.map((chain) => (
              <tr key={chain.chain}>
                <th scope="row">{chain.chain}</th>
                <td>{thin(String(chain.entries))}</td>
                <td className="hash">{chain.head}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </SidePanel>
  )
}
