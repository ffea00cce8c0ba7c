import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { type Account, accountFor, makeFolder, mayReach } from './account.ts'
import { type Binaries, preparedBinaries } from './binaries.ts'
import { StartError } from './start-error.ts'

/** Everything about one embedded cluster that does not change while it runs. Paths are real paths. */
export interface Place {
  dataDir: string
  /** PGDATA. */
  cluster: string
  passwordFile: string
  /** What PostgreSQL says. */
  logFile: string
  account: Account
  binaries: Binaries
  /** PostgreSQL gets nothing of our environment: PGDATA, PGPORT or a stray locale would change what it does. */
  environment: NodeJS.ProcessEnv
}

export function placeOf(dataDir: string, log: (sentence: string) => void): Place {
  const real = realpathSync(makeFolder(dataDir))
  const cluster = join(real, 'postgres')
  const account = accountFor(cluster)
  if (!mayReach(account, real)) {
    throw new StartError(
      `运行 PostgreSQL 的用户（uid ${account.uid}）进不了 ${real}。请换一个数据目录（GUATU_DATA），或放开其上级目录的进入权限。`,
    )
  }
  return {
    dataDir: real,
    cluster,
    passwordFile: join(real, 'owner-password'),
    logFile: join(real, 'postgres.log'),
    account,
    binaries: preparedBinaries(account, real, log),
    environment: { PATH: process.env.PATH, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
  }
}
