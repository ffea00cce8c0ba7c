/** Projects that changed, came or went; `many`: more than could be named, read anew. */
export type LiveChange = { ids: readonly number[]; many: boolean }
type Listener = (change: LiveChange) => void

const ADDRESS = '/api/events'
const NAME = 'guatu.changes'
const AGAIN_MS = 30_000

const listeners = new Set<Listener>()
let stop: (() => void) | null = null

/**
 * Tells what others change while the page is open. All tabs of a browser share one connection where they can agree on it: a browser
 * holds only six to a server. Answers how to stop listening.
 */
export function onLiveChanges(listener: Listener): () => void {
  listeners.add(listener)
  stop ??= canShare() ? share() : listenWhileSeen()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    stop?.()
    stop = null
  }
}

function tell(change: LiveChange): void {
  for (const listener of listeners) listener(change)
}

/** Both are there only where the page came by https or from this machine. */
function canShare(): boolean {
  return 'locks' in navigator && typeof BroadcastChannel !== 'undefined'
}

/** Whoever holds the lock listens and passes on; when that tab closes another one takes over. */
function share(): () => void {
  const channel = new BroadcastChannel(NAME)
  channel.onmessage = ({ data }) => tell(data as LiveChange)
  const leaving = new AbortController()
  const held = navigator.locks.request(NAME, { signal: leaving.signal }, async () => {
    if (leaving.signal.aborted) return
    const close = listen((change) => {
      tell(change)
      channel.postMessage(change)
    })
    await new Promise<void>((left) => leaving.signal.addEventListener('abort', () => left(), { once: true }))
    close()
  })
  held.catch(() => {})
  return () => {
    leaving.abort()
    channel.close()
  }
}

/** Each tab for itself, and only while it is looked at. */
function listenWhileSeen(): () => void {
  let close: (() => void) | null = null
  const follow = () => {
    if (document.visibilityState === 'visible') close ??= listen(tell, keptPosition)
    else {
      close?.()
      close = null
    }
  }
  follow()
  document.addEventListener('visibilitychange', follow)
  return () => {
    document.removeEventListener('visibilitychange', follow)
    close?.()
  }
}

/** Where to go on from after an interruption, so that nothing is missed. */
const keptPosition: { since: string | null } = { since: null }

function listen(heard: Listener, position: { since: string | null } = { since: null }): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const open = () => {
    const since = position.since === null ? '' : `?since=${encodeURIComponent(position.since)}`
    source = new EventSource(`${ADDRESS}${since}`)
    source.addEventListener('ready', (event) => {
      position.since = event.lastEventId || position.since
    })
    source.addEventListener('change', (event) => {
      position.since = event.lastEventId || position.since
      heard(JSON.parse((event as MessageEvent<string>).data) as LiveChange)
    })
    source.onerror = () => {
      // a lost connection comes back by itself; one that was refused does not
      if (source?.readyState !== EventSource.CLOSED) return
      clearTimeout(timer)
      timer = setTimeout(open, AGAIN_MS)
    }
  }
  open()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}
