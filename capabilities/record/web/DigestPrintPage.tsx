import { useQueries } from '@tanstack/react-query'
import { Link, useSearch } from '#platform/web/address.tsx'
import { dateText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { RecordDigest } from '../contract.ts'
import { record } from './api.ts'
import { DigestChains } from './DigestChains.tsx'
import { momentText, spanText } from './digest-text.ts'
import { QrCode } from './QrCode.tsx'
import './digest-print.css'

const MOST = 31

/** The digests of chosen days, else the newest, a sheet each: signed and kept where the database's owner is not. */
export function DigestPrintPage() {
  const w = useWords()
  const [search] = useSearch()
  const days = (search.days ?? '')
    .split(',')
    .filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day))
    .slice(0, MOST)
  const asked = useQueries({
    queries:
      days.length > 0
        ? days.map((day) => record.listDigests.query({ query: { from: day, before: nextDay(day), limit: 1 } }))
        : [record.listDigests.query({ query: { limit: 1 } })],
  })
  const problem = asked.find(({ error }) => error)?.error
  const digests = asked.flatMap(({ data }) => data?.items ?? [])
  return (
    <Page
      title={w('record.printTitle')}
      trail={<Link to="/record/digests">{w('record.digestsTitle')}</Link>}
      toolbar={
        <Button kind="primary" disabled={digests.length === 0} onClick={() => window.print()}>
          {w('record.print')}
        </Button>
      }
    >
      {problem && <ErrorNote problem={problem} />}
      {!problem && asked.some(({ isPending }) => isPending) && <Skeleton lines={8} />}
      {digests.length === 0 && !asked.some(({ isPending }) => isPending) && (
        <EmptyState title={w('record.noDigests')}>{w('record.noDigestsText')}</EmptyState>
      )}
      <div className="digest-sheets">
        {digests.map((digest) => (
          <DigestSheet key={digest.day} digest={digest} />
        ))}
      </div>
    </Page>
  )
}

function DigestSheet({ digest }: { digest: RecordDigest }) {
  const w = useWords()
  const { region } = useMe()
  return (
    <article className="digest-sheet" aria-label={dateText(digest.day)}>
      <header>
        <h2>{w('record.sheetTitle', { region: region.name })}</h2>
        <p>
          {spanText(w, digest)}
          {region.isDemo && `〔${w('shell.demo')}〕`}
        </p>
      </header>
      <section className="digest-mark">
        <QrCode text={digest.hash} />
        <dl>
          <dt>{w('record.digest')}</dt>
          <dd className="digest-hash">
            <Grouped hash={digest.hash} />
          </dd>
          <dt>{w('record.previousDigest')}</dt>
          <dd className="digest-hash digest-hash-small">
            <Grouped hash={digest.previous} />
          </dd>
          <dt>{w('record.madeAt')}</dt>
          <dd>{momentText(digest.madeAt)}</dd>
        </dl>
      </section>
      <DigestChains chains={digest.chains} hashes={false} />
      <p className="digest-how">{w('record.sheetHow')}</p>
      <footer>
        {(['record.signAuditor', 'record.signWitness', 'record.signDate'] as const).map((key) => (
          <span key={key}>{w(key)}</span>
        ))}
      </footer>
    </article>
  )
}

/** Two lines of eight groups, so that a copy can be read aloud and compared. */
function Grouped({ hash }: { hash: string }) {
  return (hash.match(/.{4}/g) ?? []).map((group, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: groups have no other identity
    <span key={at}>{group}</span>
  ))
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
