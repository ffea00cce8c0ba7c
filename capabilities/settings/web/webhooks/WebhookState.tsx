import { useWords } from '#platform/web/words/use-words.ts'
import type { Webhook } from '../../webhooks/contract.ts'

/** Whether messages leave: written out, with a sign that survives grey. */
export function WebhookState({ webhook }: { webhook: Webhook }) {
  const w = useWords()
  const { isActive, pausedAt, failures, waiting } = webhook
  const state = pausedAt ? 'paused' : !isActive ? 'off' : failures > 0 ? 'failing' : 'active'
  const said = {
    paused: w('settings.webhook.paused'),
    off: w('settings.webhook.off'),
    failing: w('settings.webhook.failing', { count: failures }),
    active: w('settings.webhook.active'),
  }[state]
  return (
    <span className={`webhook-state webhook-state-${state}`}>
      {said}
      {waiting > 0 && <small>{w('settings.webhook.waiting', { count: waiting })}</small>}
    </span>
  )
}
