import { useState } from 'react'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify, notifyProblem } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Webhook } from '../../webhooks/contract.ts'
import { settings } from '../api.ts'
import { isSaid, ReasonField } from '../ReasonField.tsx'
import { Deliveries } from './Deliveries.tsx'
import { eventLabel } from './labels.ts'
import { WebhookForm } from './WebhookForm.tsx'
import { WebhookState } from './WebhookState.tsx'

type Asking = 'edit' | 'rotate' | 'switch' | null
type Props = { webhook: Webhook; onClose: () => void; onSecret: (secret: string) => void }

/** One push: how it stands, a test, its address and events, its secret, what was sent to it. */
export function WebhookPanel({ webhook, onClose, onSecret }: Props) {
  const w = useWords()
  const [asking, setAsking] = useState<Asking>(null)
  const isOn = webhook.isActive && !webhook.pausedAt
  const ping = async () => {
    try {
      await settings.pingWebhook({ params: { id: webhook.id } })
      notify(w('settings.webhook.pinged'))
      await queries.invalidateQueries({ queryKey: settings.listDeliveries.key() })
    } catch (problem) {
      notifyProblem(problem)
    }
  }
  const switchLabel = webhook.pausedAt
    ? 'settings.webhook.resume'
    : isOn
      ? 'settings.webhook.turnOff'
      : 'settings.webhook.turnOn'
  return (
    <SidePanel
      title={webhook.name}
      note={<WebhookState webhook={webhook} />}
      width="l"
      onClose={onClose}
      foot={
        <>
          <Button onClick={() => setAsking('rotate')}>{w('settings.webhook.rotate')}</Button>
          <Button onClick={() => setAsking('switch')}>{w(switchLabel)}</Button>
          <Button onClick={() => setAsking('edit')}>{w('settings.webhook.edit')}</Button>
          <Button kind="primary" onClick={() => void ping()}>
            {w('settings.webhook.ping')}
          </Button>
        </>
      }
    >
      <div className="letter">
        {webhook.pausedBecause && (
          <Note kind="problem">
            {webhook.pausedBecause}　{instantText(webhook.pausedAt)}
          </Note>
        )}
        <p>
          <code className="webhook-url">{webhook.url}</code>
        </p>
        <p>{webhook.events.map((event) => eventLabel(w, event)).join('、')}</p>
        <h3>{w('settings.webhook.deliveries')}</h3>
        <Deliveries webhook={webhook.id} />
      </div>
      {asking === 'edit' && <WebhookForm webhook={webhook} onClose={() => setAsking(null)} />}
      {asking === 'rotate' && <Rotate webhook={webhook} onClose={() => setAsking(null)} onSecret={onSecret} />}
      {asking === 'switch' && (
        <Switch webhook={webhook} turnsOn={!isOn} label={w(switchLabel)} onClose={() => setAsking(null)} />
      )}
    </SidePanel>
  )
}

function Rotate({ webhook, onClose, onSecret }: Props) {
  const w = useWords()
  const [reason, setReason] = useState('')
  const { busy, problem, run } = useRun(onClose)
  const rotate = async () =>
    onSecret((await settings.rotateWebhookSecret({ params: { id: webhook.id }, body: { reason } })).secret)
  return (
    <Dialog
      title={w('settings.webhook.rotateTitle')}
      confirm={w('settings.webhook.rotate')}
      busy={busy}
      disabled={!isSaid(reason)}
      problem={problem}
      onConfirm={() => void run(rotate)}
      onClose={onClose}
    >
      <p>{w('settings.webhook.rotateText')}</p>
      <ReasonField value={reason} onChange={setReason} />
    </Dialog>
  )
}

type SwitchProps = { webhook: Webhook; turnsOn: boolean; label: string; onClose: () => void }

function Switch({ webhook, turnsOn, label, onClose }: SwitchProps) {
  const w = useWords()
  const [reason, setReason] = useState('')
  const { busy, problem, run } = useRun(onClose)
  const change = async () => {
    const body = { version: webhook.version, isActive: turnsOn, reason }
    await settings.editWebhook({ params: { id: webhook.id }, body })
  }
  return (
    <Dialog
      title={`${label}：${webhook.name}`}
      confirm={label}
      busy={busy}
      disabled={!isSaid(reason)}
      problem={problem}
      onConfirm={() => void run(change)}
      onClose={onClose}
    >
      {!turnsOn && <p>{w('settings.webhook.turnOffText')}</p>}
      <ReasonField value={reason} onChange={setReason} />
    </Dialog>
  )
}

/** A write of a dialog: busy while it runs, its refusal shown, closed when done. */
function useRun(onDone: () => void) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const run = async (work: () => Promise<void>) => {
    setBusy(true)
    try {
      await work()
      await queries.invalidateQueries({ queryKey: settings.listWebhooks.key() })
      onDone()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return { busy, problem, run }
}
