/** One line of the record before it stands in a chain. `before` and `after` hold what changed, amounts as decimal text. */
export type Entry = {
  action: string
  subject: { type: string; id: string | number }
  orgPath: string
  before?: unknown
  after?: unknown
  reason?: string | null
}
