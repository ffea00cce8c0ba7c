import { useEffect } from 'react'
import { dateText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import './second-factor.css'

/** The ten codes on a sheet of their own, this once: printed, downloaded, or copied by hand. */
export function RecoveryCodes({ codes, onSaved }: { codes: readonly string[]; onSaved: () => void }) {
  const w = useWords()
  const { username, region } = useMe()
  useEffect(() => {
    // the codes print alone; a class, because older browsers know no :has()
    document.body.classList.add('prints-recovery')
    return () => document.body.classList.remove('prints-recovery')
  }, [])
  const heading = w('factor.codes.sheet', { region: region.name })
  const of = w('factor.codes.of', { username, date: dateText(new Date().toISOString()) })
  const text = [heading, of, '', ...codes, '', w('factor.codes.text'), ''].join('\r\n')
  return (
    <div className="recovery">
      <Note kind="warning">{w('factor.codes.once')}</Note>
      <article className="recovery-sheet">
        <h3>{heading}</h3>
        <p className="recovery-of">{of}</p>
        <ol>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <p>{w('factor.codes.text')}</p>
      </article>
      <div className="recovery-actions">
        <Button onClick={() => window.print()}>{w('factor.codes.print')}</Button>
        <Button onClick={() => download(text, w('factor.codes.file', { username }))}>
          {w('factor.codes.download')}
        </Button>
        <Button kind="primary" onClick={onSaved}>
          {w('factor.codes.saved')}
        </Button>
      </div>
    </div>
  )
}

function download(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([`\uFEFF${text}`], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  Object.assign(link, { href: address, download: name })
  link.click()
  URL.revokeObjectURL(address)
}
