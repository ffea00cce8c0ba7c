import { Link } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { Section } from '#platform/web/kit/Page.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { RecordEntry } from '../contract.ts'
import { inGroups } from '../rules.ts'
import { ChangesTable } from './ChangesTable.tsx'
import { subjectLink } from './subject-link.ts'
import { useRecordWords } from './use-record-words.ts'

/** One entry: who, when, from where, why, what it was before and after, and its place in the chain. */
export function RecordEntryPanel({ entry, onClose }: { entry: RecordEntry; onClose: () => void }) {
  const w = useWords()
  const { actionName, personName, subjectText } = useRecordWords()
  const link = subjectLink(entry)
  return (
    <SidePanel
      title={actionName(entry.action)}
      note={`${personName(entry)} · ${instantText(entry.at)}`}
      onClose={onClose}
      width="l"
    >
      <dl className="record-facts">
        <dt>{w('record.subject')}</dt>
        <dd>{link ? <Link to={link}>{subjectText(entry)}</Link> : subjectText(entry)}</dd>
        <dt>{w('record.reason')}</dt>
        <dd>{entry.reason ?? w('kit.unknown')}</dd>
        <dt>{w('record.origin')}</dt>
        <dd>{entry.origin}</dd>
        <dt>{w('record.moreOf')}</dt>
        <dd className="record-links">
          <Link
            to={`/record?subject=${encodeURIComponent(entry.subjectType)}&id=${encodeURIComponent(entry.subjectId)}`}
          >
            {w('record.ofSubject')}
          </Link>
          {entry.accountId !== null && <Link to={`/record?by=${entry.accountId}`}>{w('record.ofActor')}</Link>}
        </dd>
      </dl>
      <Section title={w('record.changes')}>
        <ChangesTable before={entry.before} after={entry.after} />
      </Section>
      <Section title={w('record.chainPlace')}>
        <dl className="record-facts">
          <dt>{w('record.place')}</dt>
          <dd>
            {entry.chain} {entry.seq}
          </dd>
          <dt>{w('record.hash')}</dt>
          <dd className="record-hash">{inGroups(entry.hash)}</dd>
          <dt>{w('record.previousHash')}</dt>
          <dd className="record-hash">{inGroups(entry.previousHash)}</dd>
        </dl>
      </Section>
    </SidePanel>
  )
}
