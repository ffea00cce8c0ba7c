import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Checkbox, TextInput } from '#platform/web/kit/inputs.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Webhook } from '../../webhooks/contract.ts'
import { EVENTS, type WebhookEvent } from '../../webhooks/rules/events.ts'
import { settings } from '../api.ts'
import { isSaid, ReasonField } from '../ReasonField.tsx'
import { eventLabel } from './labels.ts'

type Props = { webhook: Webhook | null; onClose: () => void; onSecret?: (secret: string) => void }

/** A new push, or another address and other events for one there is. */
export function WebhookForm({ webhook, onClose, onSecret }: Props) {
  const w = useWords()
  const formId = useId()
  const [name, setName] = useState(webhook?.name ?? '')
  const [url, setUrl] = useState(webhook?.url ?? 'https://')
  const [events, setEvents] = useState<readonly WebhookEvent[]>(webhook?.events ?? [])
  const [reason, setReason] = useState('')
  const save = useMutation({
    mutationFn: async () => {
      const body = { name, url, events: [...events] }
      if (!webhook) return (await settings.createWebhook({ body })).secret
      await settings.editWebhook({ params: { id: webhook.id }, body: { ...body, version: webhook.version, reason } })
      return null
    },
    onSuccess: async (secret) => {
      await queries.invalidateQueries({ queryKey: settings.listWebhooks.key() })
      notify(webhook ? w('settings.saved') : w('settings.webhook.created', { name }))
      onClose()
      if (secret) onSecret?.(secret)
    },
  })
  const toggle = (event: WebhookEvent, wanted: boolean) =>
    setEvents(EVENTS.filter((one) => (one === event ? wanted : events.includes(one))))
  const isReady = name.trim() !== '' && url.trim().length >= 10 && events.length > 0 && (!webhook || isSaid(reason))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) save.mutate()
  }
  return (
    <SidePanel
      title={webhook?.name ?? w('settings.webhook.add')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{w('kit.cancel')}</Button>
          <Button type="submit" form={formId} kind="primary" busy={save.isPending} disabled={!isReady}>
            {w('settings.save')}
          </Button>
        </>
      }
    >
      <form className="form" id={formId} onSubmit={submit}>
        <Field label={w('settings.webhook.name')} hint={w('settings.webhook.nameHint')} required>
          {(field) => <TextInput {...field} value={name} onChange={setName} maxLength={60} />}
        </Field>
        <Field label={w('settings.webhook.url')} hint={w('settings.webhook.urlHint')} required>
          {(field) => (
            <TextInput {...field} inputMode="url" spellCheck={false} value={url} onChange={setUrl} maxLength={500} />
          )}
        </Field>
        <fieldset className="webhook-events">
          <legend>{w('settings.webhook.events')}</legend>
          {EVENTS.map((event) => (
            <Checkbox key={event} value={events.includes(event)} onChange={(wanted) => toggle(event, wanted)}>
              {eventLabel(w, event)}
            </Checkbox>
          ))}
        </fieldset>
        {webhook && <ReasonField value={reason} onChange={setReason} />}
        {save.error && <ErrorNote problem={save.error} />}
      </form>
    </SidePanel>
  )
}
