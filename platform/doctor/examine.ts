import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { keptDatabases } from '../backup/databases-store.ts'
import { keyFile, keyIdOf, readKeyText } from '../backup/installation-key.ts'
import { openSite, type Site } from '../backup/site.ts'
import { dataDirectory } from '../postgres/account.ts'
import { asOwner, codeOf } from '../postgres/owner.ts'
import { reasonOf } from '../postgres/start-error.ts'
import { keyIdsInUse } from '../secrets/sealed-store.ts'
import { readServer } from './facts-store.ts'
import { type Finding, finder } from './finding.ts'
import { machineChecks } from './machine-checks.ts'
import { productChecks } from './product-checks.ts'
import { serverChecks } from './server-checks.ts'

/**
 * Looks at the machine, the database server and what the product keeps there, and says what to put right. Changes nothing; goes as far
 * as it can when something is missing.
 */
export async function examine(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const folder = finder('dataFolder')
  let dataDir: string
  try {
    dataDir = dataDirectory(env, () => undefined)
  } catch (error) {
    return [folder.failure(reasonOf(error))]
  }
  const machine = await machineChecks(env, dataDir)
  return [...machine, ...(await databaseChecks(env, dataDir))]
}

async function databaseChecks(env: NodeJS.ProcessEnv, dataDir: string): Promise<Finding[]> {
  const found = finder('database')
  if (!env.DATABASE_URL && !existsSync(join(dataDir, 'postgres/PG_VERSION'))) {
    return [found.warning('数据库尚未建立，首次启动服务时建立。')]
  }
  let site: Site | null = null
  try {
    site = await openSite(env, () => undefined)
    return [found.ok(site.isEmbedded ? '内置数据库可以连接。' : '数据库可以连接。'), ...(await siteChecks(site, env))]
  } catch (error) {
    return [found.failure(reasonOf(error))]
  } finally {
    await site?.close()
  }
}

async function siteChecks(site: Site, env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const findings = await asOwner(site.ownerUrl, async (client) => {
    const before = Date.now()
    const facts = await readServer(client)
    const now = new Date((before + Date.now()) / 2)
    return [...serverChecks(facts, now), ...(await productChecks(client, now))]
  })
  const sealed = keyCheck(env, site.dataDir, await keyIdsInUse(site.ownerUrl))
  return [...findings, sealed, ...(await keptCheck(site))]
}

function keyCheck(env: NodeJS.ProcessEnv, dataDir: string, inUse: string[]): Finding {
  const found = finder('key')
  const path = keyFile(env, dataDir)
  if (!env.GUATU_KEY && existsSync(path) && (statSync(path).mode & 0o077) !== 0) {
    return found.failure(`密钥文件 ${path} 能被其他用户读取。请执行：chmod 600 ${path}`)
  }
  const key = readKeyText(env, dataDir)
  const keyId = keyIdOf(key)
  if (key && !keyId)
    return found.failure('系统密钥的写法不对，应为32字节随机数的 base64。请更正 GUATU_KEY 或密钥文件。')
  if (inUse.some((used) => used !== keyId)) {
    return found.failure(
      '系统密钥与数据库中加密内容所用的不一致。请把原来的密钥放回 GUATU_KEY、GUATU_KEY_FILE 或数据目录下的 guatu.key。',
    )
  }
  if (!key) return found.ok('还没有系统密钥，首次启动服务时生成。')
  return found.ok('系统密钥可用。请另存一份到安全的地方（加密备份中也含有它）。')
}

/** Databases that restores left beside the present one; silent where the server does not let us look. */
async function keptCheck(site: Site): Promise<Finding[]> {
  const found = finder('keptDatabases')
  try {
    const kept = await asOwner(site.maintenanceUrl, async (client) => await keptDatabases(client, site.database))
    if (kept.length === 0) return []
    const bytes = kept.reduce((sum, database) => sum + database.bytes, 0)
    return [
      found.warning(
        `恢复时保留了 ${kept.length} 个原来的数据库，占 ${Math.ceil(bytes / 1024 ** 2)} MB。确认不再需要后，用 guatu restore --discard-kept 删除。`,
      ),
    ]
  } catch (error) {
    if (codeOf((error as Error).cause ?? error) === undefined) throw error
    return []
  }
}
