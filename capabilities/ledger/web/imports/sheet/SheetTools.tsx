import { useState } from 'react'
import { useSearch } from '#platform/web/address.tsx'
import { dateText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Segmented } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { notifyProblem } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ImportPreview } from '../../../import/contract.ts'
import { ledger } from '../../api.ts'
import type { ImportWork } from '../use-import.ts'

type Props = { preview: ImportPreview; work: ImportWork; form: 'sheet' | 'list' }

/** Above the sheet: what was remembered, taking corrections back, the signs, and the other form. */
export function SheetTools({ preview, work, form }: Props) {
  const w = useWords()
  const [, set] = useSearch()
  return (
    <>
      {preview.recalled && preview.state === 'preview' && <Recalled preview={preview} work={work} />}
      <div className="sheet-tools">
        <Segmented
          label={w('mapping.form')}
          value={form}
          onChange={(next) => set({ form: next === 'list' ? 'list' : undefined })}
          options={[
            { value: 'sheet', label: w('mapping.formSheet') },
            { value: 'list', label: w('mapping.formList') },
          ]}
        />
        {form === 'sheet' && <Legend />}
        {preview.state === 'preview' && (
          <Button disabled={preview.corrections === 0 || work.rereading} onClick={() => void work.undo()}>
            {preview.corrections > 0 ? w('mapping.undoCount', { count: preview.corrections }) : w('mapping.undo')}
          </Button>
        )}
      </div>
    </>
  )
}

function Legend() {
  const w = useWords()
  return (
    <ul className="sheet-legend" aria-label={w('mapping.legend')}>
      <li>
        <i className="sheet-flag sheet-asked">?</i>
        {w('mapping.asked')}
      </li>
      <li>
        <i className="sheet-flag sheet-slip">!</i>
        {w('mapping.suspicious')}
      </li>
      <li>
        <i className="sheet-flag sheet-change">△</i>
        {w('mapping.willChange')}
      </li>
      <li>
        <i className="sheet-flag sheet-point">…</i>
        {w('mapping.mayAdd')}
      </li>
    </ul>
  )
}

/** 沿用了…的更正: what an earlier file of this layout taught, and a way to forget it. */
function Recalled({ preview, work }: Omit<Props, 'form'>) {
  const w = useWords()
  const [busy, setBusy] = useState(false)
  const { at, fileName, count } = preview.recalled!
  const forget = async () => {
    setBusy(true)
    try {
      work.keep(await ledger.forgetRemembered({ params: { id: preview.id } }))
    } catch (problem) {
      notifyProblem(problem)
    }
    setBusy(false)
  }
  return (
    <Note>
      {fileName
        ? w('mapping.recalledFrom', { date: dateText(at), file: fileName, count })
        : w('mapping.recalled', { date: dateText(at), count })}{' '}
      <Button kind="quiet" size="s" busy={busy || work.rereading} onClick={() => void forget()}>
        {w('mapping.forget')}
      </Button>
    </Note>
  )
}
