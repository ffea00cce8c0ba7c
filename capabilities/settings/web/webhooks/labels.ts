import type { Say } from '#platform/web/words/catalogue.ts'
import { EVENTS, type WebhookEvent } from '../../webhooks/rules/events.ts'

/** An event in the office's words; one of another version is shown by its name. */
export function eventLabel(w: Say, event: string): string {
  if (event === 'ping' || EVENTS.includes(event as WebhookEvent))
    return w(`settings.webhook.event.${event as WebhookEvent | 'ping'}`)
  return event
}
