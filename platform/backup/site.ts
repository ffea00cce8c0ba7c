import { dataDirectory } from '../postgres/account.ts'
import { openCluster } from '../postgres/cluster.ts'
import { urlWith } from '../postgres/owner.ts'

/** Where a site keeps its data, as backup, restore and doctor reach it: nothing is migrated, no database is made. */
export type Site = {
  /** The database, which need not exist yet. */
  ownerUrl: string
  /** A database beside it, from which it can be made and renamed. */
  maintenanceUrl: string
  database: string
  /** How the application signs in where the operator decides that; else it is derived. */
  appUrl: string | undefined
  isEmbedded: boolean
  dataDir: string
  close: () => Promise<void>
}

/** DATABASE_URL, else the embedded PostgreSQL, which is started if need be. Throws StartError. */
export async function openSite(env: NodeJS.ProcessEnv, log: (sentence: string) => void): Promise<Site> {
  const dataDir = dataDirectory(env, log)
  const appUrl = env.GUATU_APP_DATABASE_URL || undefined
  if (env.DATABASE_URL) {
    const ownerUrl = env.DATABASE_URL
    const database = decodeURIComponent(new URL(ownerUrl).pathname.slice(1))
    const maintenanceUrl = urlWith(ownerUrl, { database: 'postgres' })
    return { ownerUrl, maintenanceUrl, database, appUrl, isEmbedded: false, dataDir, close: async () => undefined }
  }
  const cluster = await openCluster({ dataDir, log })
  const ownerUrl = urlWith(cluster.ownerUrl, { database: 'guatu' })
  return {
    ownerUrl,
    maintenanceUrl: cluster.ownerUrl,
    database: 'guatu',
    appUrl,
    isEmbedded: true,
    dataDir,
    close: cluster.close,
  }
}
