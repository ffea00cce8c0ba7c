import { useState } from 'react'
import { dateInChina } from '#kernel/period.ts'
import { dateText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { LightPreset } from '../../lights/contract.ts'
import { ledger } from '../api.ts'
import { AdoptionFields } from './AdoptionFields.tsx'
import { Comparison } from './Comparison.tsx'
import { RulesInWords } from './RulesInWords.tsx'
import { Trial } from './Trial.tsx'

type Props = { preset: LightPreset; current: LightPreset; onClose: () => void }

/** One version: its rules in words, beside those in force, what it would turn; it may be put in force again. */
export function VersionPanel({ preset, current, onClose }: Props) {
  const w = useWords()
  const mayWrite = useMay('preset.write')
  const [adopting, setAdopting] = useState(false)
  const named = { name: preset.name, version: preset.version }
  return (
    <SidePanel
      title={w('ledger.lights.versionOf', named)}
      note={`${dateText(preset.validFrom)}　${preset.source}`}
      width="l"
      onClose={onClose}
      foot={
        mayWrite &&
        !preset.isCurrent && (
          <Button kind="primary" onClick={() => setAdopting(true)}>
            {w('ledger.lights.adopt')}
          </Button>
        )
      }
    >
      <div className="lights-effects">
        <RulesInWords rules={preset.rules} />
        {!preset.isCurrent && (
          <>
            <Comparison rules={preset.rules} current={current.rules} title={w('ledger.lights.versionOf', named)} />
            {mayWrite && <Trial rules={preset.rules} />}
          </>
        )}
      </div>
      {adopting && <AdoptDialog preset={preset} onClose={() => setAdopting(false)} onDone={onClose} />}
    </SidePanel>
  )
}

type AdoptProps = { preset: LightPreset; onClose: () => void; onDone: () => void }

function AdoptDialog({ preset, onClose, onDone }: AdoptProps) {
  const w = useWords()
  const [validFrom, setValidFrom] = useState(dateInChina(new Date()))
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const named = { name: preset.name, version: preset.version }
  const adopt = async () => {
    setBusy(true)
    try {
      await ledger.adoptLightPreset({ params: { id: preset.id }, body: { validFrom, reason } })
      await queries.invalidateQueries()
      notify(w('ledger.lights.adopted', named))
      onDone()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={`${w('ledger.lights.adopt')}：${w('ledger.lights.versionOf', named)}`}
      confirm={w('ledger.lights.adopt')}
      busy={busy}
      disabled={validFrom === '' || reason.trim().length < 2}
      problem={problem}
      onConfirm={() => void adopt()}
      onClose={onClose}
    >
      <AdoptionFields validFrom={validFrom} onValidFrom={setValidFrom} reason={reason} onReason={setReason} />
      <p className="no-value">{w('ledger.lights.effect')}</p>
    </Dialog>
  )
}
