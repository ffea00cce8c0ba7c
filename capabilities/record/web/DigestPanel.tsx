import { Link } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { CopyButton } from '#platform/web/kit/CopyButton.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { RecordDigest } from '../contract.ts'
import { inGroups } from '../rules.ts'
import { DigestChains } from './DigestChains.tsx'
import { digestFile, spanText } from './digest-text.ts'

/** One day's digest: what it covers, to copy, print or keep as a file. */
export function DigestPanel({ digest, onClose }: { digest: RecordDigest; onClose: () => void }) {
  const w = useWords()
  const file = digestFile(digest)
  return (
    <SidePanel
      title={spanText(w, digest)}
      note={w('record.madeAtNote', { at: instantText(digest.madeAt) })}
      onClose={onClose}
      width="l"
      foot={
        <>
          <CopyButton text={digest.hash} />
          <a className="button" href={file.href} download={file.name}>
            {w('record.digestFile')}
          </a>
          <Link className="button button-primary" to={`/record/digests/print?days=${digest.day}`}>
            {w('record.print')}
          </Link>
        </>
      }
    >
      <dl className="record-facts">
        <dt>{w('record.digest')}</dt>
        <dd className="record-hash">{inGroups(digest.hash)}</dd>
        <dt>{w('record.previousDigest')}</dt>
        <dd className="record-hash">{inGroups(digest.previous)}</dd>
      </dl>
      <Section title={w('record.chains')}>
        <DigestChains chains={digest.chains} />
      </Section>
    </SidePanel>
  )
}
