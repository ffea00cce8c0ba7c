import { instantText } from '#platform/web/format.ts'
import { Section } from '#platform/web/kit/Page.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { RecordEntry } from '../contract.ts'
import { changesOf } from './changes.ts'
import { useRecordWords } from './use-record-words.ts'

/** One entry: who, when, from where, why, and what it was before and after. */
export function RecordEntryPanel({ entry, onClose }: { entry: RecordEntry; onClose: () => void }) {
  const w = useWords()
  const { actionName, actorName, subjectName, fieldName } = useRecordWords()
  const changes = changesOf(entry.before, entry.after)
  return (
    <SidePanel
      title={actionName(entry.action)}
      note={`${actorName(entry.actor)} · ${instantText(entry.at)}`}
      onClose={onClose}
    >
      <dl className="facts">
        <dt>{w('record.subject')}</dt>
        <dd>{subjectName(entry)}</dd>
        <dt>{w('record.reason')}</dt>
        <dd>{entry.reason ?? w('kit.unknown')}</dd>
        <dt>{w('record.origin')}</dt>
        <dd>{entry.origin}</dd>
        <dt>{w('record.place')}</dt>
        <dd>
          {entry.chain} {entry.seq}
        </dd>
        <dt>{w('record.hash')}</dt>
        <dd className="hash">{entry.hash}</dd>
      </dl>
      <Section title={w('record.changes')}>
        {changes.length === 0 ? (
          <p>{w('record.noChanges')}</p>
        ) : (
          <table className="changes">
            <thead>
              <tr>
                <th scope="col">{w('record.field')}</th>
                <th scope="col">{w('record.before')}</th>
                <th scope="col">{w('record.after')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <tr key={change.field}>
                  <th scope="row">{fieldName(change.field)}</th>
                  <td className={change.differs && change.before !== null ? 'old' : ''}>
                    {change.before ?? w('kit.unknown')}
                  </td>
                  <td>{change.after ?? w('kit.unknown')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
    </SidePanel>
  )
}
