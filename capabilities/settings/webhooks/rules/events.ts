import type { Entry } from '#platform/record/entry.ts'

/** What other systems may be told of. Each is something an office decides, not every keystroke: a report's submission is read by the API. */
export const EVENTS = [
  'round.opened',
  'round.locked',
  'report.returned',
  'ranking.published',
  'ranking.withdrawn',
  'bulletin.published',
  'bulletin.withdrawn',
  'project.created',
  'ledger.imported',
  'organisation.changed',
  'record.digest',
] as const
export type WebhookEvent = (typeof EVENTS)[number]

/** As sent: names and numbers. Figures are asked of the API, where the receiver's own scope holds; only a digest is its own content. */
export type Payload = {
  type: WebhookEvent | 'ping'
  timestamp: string
  data: { subject: string; id: string; organisation: string; digest?: unknown }
}

/**
 * The events of one committed request, in its order; most requests raise none, and then nothing further is done. A digest of the record
 * is no request: the database raises it (`record_digest_raised`).
 */
export function payloadsOf(entries: readonly Entry[], at: Date): Payload[] {
  return entries.flatMap((entry) => {
    const type = eventOf(entry.action)
    if (!type) return []
    const data = { subject: entry.subject.type, id: String(entry.subject.id), organisation: entry.orgPath }
    return [{ type, timestamp: at.toISOString(), data }]
  })
}

function eventOf(action: string): WebhookEvent | null {
  if (action.startsWith('organisation.')) return 'organisation.changed'
  return EVENTS.find((event) => event === action) ?? null
}
