import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { dateText, thin } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { FileDrop } from '#platform/web/kit/FileDrop.tsx'
import { TextArea } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { RecordDigest } from '../contract.ts'
import { hashesIn, inGroups } from '../rules.ts'
import { record } from './api.ts'

const MEGABYTE = 1024 * 1024

/** Compares digests the auditor holds outside with those of the record that was just walked: only these prove anything against its owner. */
export function OutsideCheck({ entries }: { entries: number }) {
  const w = useWords()
  const [text, setText] = useState('')
  const check = useMutation({ mutationFn: lookUp })
  const isEmpty = text.trim() !== '' && hashesIn(text).length === 0
  return (
    <Section title={w('record.outside')}>
      <div className="outside">
        <p>{w('record.outsideText')}</p>
        <Field label={w('record.outsidePaste')} error={isEmpty ? w('record.outsideForm') : undefined}>
          {(field) => <TextArea {...field} rows={3} spellCheck={false} value={text} onChange={setText} />}
        </Field>
        <FileDrop
          kinds={['.json', '.ndjson', '.txt']}
          maxBytes={8 * MEGABYTE}
          hint={w('record.outsideFile')}
          onFile={(file) => void file.text().then(setText)}
        />
        <Button
          disabled={hashesIn(text).length === 0}
          busy={check.isPending}
          onClick={() => check.mutate(hashesIn(text))}
        >
          {w('record.outsideCompare')}
        </Button>
        {check.error && <ErrorNote problem={check.error} />}
        {check.data && <Outcome outcome={check.data} entries={entries} />}
      </div>
    </Section>
  )
}

type Looked = { found: RecordDigest[]; unknown: string[] }

async function lookUp(hashes: string[]): Promise<Looked> {
  const outcome: Looked = { found: [], unknown: [] }
  for (const hash of new Set(hashes)) {
    const { items } = await record.listDigests({ query: { hash } })
    if (items[0]) outcome.found.push(items[0])
    else outcome.unknown.push(hash)
  }
  return outcome
}

function Outcome({ outcome: { found, unknown }, entries }: { outcome: Looked; entries: number }) {
  const w = useWords()
  const newest = found.toSorted((a, b) => (a.day < b.day ? 1 : -1))[0]
  const covered = newest?.chains.reduce((sum, { length }) => sum + length, 0) ?? 0
  return (
    <>
      {unknown.map((hash) => (
        <Note key={hash} kind="problem">
          {w('record.outsideUnknown', { hash: inGroups(hash) })}
        </Note>
      ))}
      {newest && (
        <Note kind="done">
          {w('record.outsideFound', {
            day: dateText(newest.day),
            covered: thin(String(covered)),
            later: thin(String(Math.max(0, entries - covered))),
          })}
        </Note>
      )}
    </>
  )
}
