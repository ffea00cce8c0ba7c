import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { ensureInitialised, OWNER, ownerPassword } from './initialise.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { type Place, placeOf } from './place.ts'
import { runningPostmaster, settledPostmaster, startPostmaster, stopPostmaster } from './postmaster.ts'
import { settingsFile } from './settings.ts'
import { reasonOf, StartError } from './start-error.ts'

export interface Cluster {
  /** The owner (a superuser of this cluster) in the maintenance database `postgres`. */
  ownerUrl: string
  /** Leaves the cluster; who leaves last stops PostgreSQL. Safe to call twice. */
  close(): Promise<void>
}

export interface ClusterOptions {
  dataDir: string
  log?: (sentence: string) => void
  /** PostgreSQL settings over the usual ones; tests turn `fsync` off. */
  settings?: Record<string, string>
}

/** Every process using the cluster holds this advisory lock shared; getting it exclusively means: nobody else is here. */
const PRESENCE = 1735746933

interface Presence {
  client: pg.Client
  port: number
}

/**
 * The embedded PostgreSQL of `dataDir`, initialised and started if need be, shared with whoever else uses it.
 * After a kill -9 an abandoned PostgreSQL is stopped cleanly and started anew with today's binaries and settings.
 * Should it die while in use it is started again on the same port.
 */
export async function openCluster({ dataDir, log = () => {}, settings }: ClusterOptions): Promise<Cluster> {
  const place = placeOf(dataDir, log)
  const enter = (port?: number) => oneAtATime(place.cluster, () => entered(place, settingsFile(settings), port))
  let presence = await enter()
  let closing: Promise<void> | undefined
  let reviving: Promise<void> | undefined

  const watch = () => {
    presence.client.once('end', () => {
      if (!closing) reviving = revive()
    })
  }
  const revive = async () => {
    log('与数据库的连接断了，正在恢复。')
    while (!closing) {
      try {
        presence = await enter(presence.port)
        log('数据库已恢复。')
        return watch()
      } catch (error) {
        log(`数据库恢复失败：${reasonOf(error)}`)
        await sleep(2000)
      }
    }
  }
  watch()
  const leave = async () => {
    await reviving
    await oneAtATime(place.cluster, () => left(place, presence))
  }
  return {
    ownerUrl: ownerUrlOf(place, presence.port),
    close: () => {
      closing ??= leave()
      return closing
    },
  }
}

/** Stops the PostgreSQL of `dataDir` if one runs that nobody uses: what a server leaves that was killed. */
export async function stopAbandoned(dataDir: string): Promise<void> {
  const place = placeOf(dataDir, () => {})
  await oneAtATime(place.cluster, async () => {
    const found = await settledPostmaster(place)
    if (!found) return
    const presence = await signIn(place, found.port)
    let abandoned = await isAlone(presence)
    // The session of a process killed a moment ago takes another moment to be noticed as closed.
    for (let tries = 0; !abandoned && tries < 20; tries++) {
      await sleep(50)
      abandoned = await isAlone(presence)
    }
    await presence.client.end()
    if (abandoned) await stopPostmaster(place)
  })
}

async function entered(place: Place, settings: string, port?: number): Promise<Presence> {
  await ensureInitialised(place)
  const found = await settledPostmaster(place)
  if (found) {
    const presence = await signIn(place, found.port)
    if (!(await isAlone(presence))) return present(presence)
    await presence.client.end()
    await stopPostmaster(place)
  }
  const started = await startPostmaster(place, settings, port)
  return present(await signIn(place, started.port))
}

async function left(place: Place, presence: Presence): Promise<void> {
  const last = await presence.client
    .query('select pg_advisory_unlock_shared($1)', [PRESENCE])
    .then(() => isAlone(presence))
    .catch(() => false)
  await presence.client.end().catch(() => {})
  if (last) await stopPostmaster(place)
}

async function isAlone({ client }: Presence): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [PRESENCE])
  return rows[0]?.got === true
}

async function present(presence: Presence): Promise<Presence> {
  await presence.client.query('select pg_advisory_lock_shared($1)', [PRESENCE])
  return presence
}

async function signIn(place: Place, port: number): Promise<Presence> {
  const client = new pg.Client({ connectionString: ownerUrlOf(place, port), application_name: 'guatu presence' })
  // Without a listener a lost connection ends the process; its loss is noticed by the 'end' event.
  client.on('error', () => {})
  try {
    await client.connect()
    return { client, port }
  } catch (error) {
    const pid = runningPostmaster(place)?.pid
    throw new StartError(
      `内置的 PostgreSQL（进程 ${pid ?? '不明'}，端口 ${port}）拒绝登录：${reasonOf(error)}。` +
        `请确认 ${place.passwordFile} 未被改动。`,
      { cause: error },
    )
  }
}

function ownerUrlOf(place: Place, port: number): string {
  return `postgres://${OWNER}:${ownerPassword(place)}@127.0.0.1:${port}/postgres`
}
