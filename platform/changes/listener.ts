import pg from 'pg'

export type Listener = { connect: () => void; close: () => Promise<void> }

/** A connection of its own that hears other servers’ notices; one that broke is made anew when `connect` is called again. */
export function openListener(appUrl: string, heard: (from: string) => void): Listener {
  let client: pg.Client | null = null
  let closed = false
  const lose = (lost: pg.Client) => {
    if (client === lost) client = null
    void lost.end().catch(() => undefined)
  }
  const connect = () => {
    if (client || closed) return
    const own = new pg.Client({ connectionString: appUrl, application_name: 'guatu changes', keepAlive: true })
    client = own
    own.on('error', () => lose(own))
    own.on('end', () => lose(own))
    own.on('notification', ({ payload }) => heard(payload ?? ''))
    own
      .connect()
      .then(() => own.query('listen guatu_changes'))
      .catch(() => lose(own))
  }
  const close = async () => {
    closed = true
    const own = client
    client = null
    await own?.end().catch(() => undefined)
  }
  return { connect, close }
}
