import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dataDirectory } from '../postgres/account.ts'
import { reasonOf, StartError } from '../postgres/start-error.ts'
import { openSecrets, type Secrets } from './secrets.ts'

export type KeyOptions = {
  /** GUATU_KEY, GUATU_KEY_FILE, GUATU_KEY_LOST and GUATU_DATA are read. */
  env: NodeJS.ProcessEnv
  /** Under which keys the database holds sealed values (`keyIdsInUse`). */
  inUse: string[]
  log: (sentence: string) => void
}

/**
 * This installation's secrets: under GUATU_KEY (base64, 32 bytes), else GUATU_KEY_FILE, else `guatu.key` in the data directory, made at
 * the first start. Throws StartError when the key is missing, malformed, readable by others, or not the one the database was sealed with;
 * GUATU_KEY_LOST=1 starts nevertheless, and what was sealed has to be set up anew.
 */
export function openInstallationSecrets(options: KeyOptions): Secrets {
  const { env, inUse, log } = options
  const secrets = openSecrets(readKey(options))
  if (inUse.every((keyId) => keyId === secrets.keyId)) return secrets
  if (env.GUATU_KEY_LOST !== '1') throw new StartError(WRONG_KEY)
  log('系统密钥已更换：原密钥加密的动态口令和推送密钥不能再用，请重新设置。')
  return secrets
}

/** The same for the console, which makes no key: null where there is none at hand. */
export function findInstallationSecrets(options: KeyOptions): Secrets | null {
  const { env, log } = options
  const isNamed = env.GUATU_KEY !== undefined || env.GUATU_KEY_FILE !== undefined
  return isNamed || hasKeyFile(env, log) ? openInstallationSecrets(options) : null
}

function hasKeyFile(env: NodeJS.ProcessEnv, log: KeyOptions['log']): boolean {
  try {
    return existsSync(join(dataDirectory(env, log), 'guatu.key'))
  } catch (error) {
    // with a database elsewhere there may be no data directory of ours at all
    if (error instanceof StartError) return false
    throw error
  }
}

const WRONG_KEY =
  '系统密钥与数据库中加密内容所用的不一致。请把原来的密钥放回（GUATU_KEY、GUATU_KEY_FILE 或数据目录下的 guatu.key）后再启动。' +
  '如果原密钥确已遗失，请设置 GUATU_KEY_LOST=1 启动：人员的动态口令由安全管理员解除后重新设置，推送密钥重新生成。'

function readKey({ env, inUse, log }: KeyOptions): Buffer {
  if (env.GUATU_KEY) return decoded(env.GUATU_KEY, 'GUATU_KEY')
  const path = env.GUATU_KEY_FILE || join(dataDirectory(env, log), 'guatu.key')
  if (!existsSync(path)) {
    if (env.GUATU_KEY_FILE) throw new StartError(`没有密钥文件 ${path}。请更正 GUATU_KEY_FILE，或把密钥文件放回原处。`)
    if (inUse.length > 0 && env.GUATU_KEY_LOST !== '1') throw new StartError(WRONG_KEY)
    make(path)
  }
  refuseOpenFile(path)
  return decoded(readText(path), path)
}

/** Written aside and linked into place: two processes starting at the same moment end up with the same whole file. */
function make(path: string): void {
  const draft = `${path}.${process.pid}`
  try {
    writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !existsSync(path))
      throw new StartError(`无法写入密钥文件 ${path}：${reasonOf(error)}。请检查目录权限，或设置 GUATU_KEY。`)
  } finally {
    rmSync(draft, { force: true })
  }
}

function refuseOpenFile(path: string): void {
  if (process.platform === 'win32' || (statSync(path).mode & 0o077) === 0) return
  throw new StartError(`密钥文件 ${path} 能被其他用户读取。请收紧权限（chmod 600 ${path}）后再启动。`)
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new StartError(`读不了密钥文件 ${path}：${reasonOf(error)}。请检查它的所有者和权限。`, { cause: error })
  }
}

function decoded(text: string, where: string): Buffer {
  const plain = text.trim()
  const key = Buffer.from(plain, 'base64')
  if (key.length === 32 && /^[A-Za-z0-9+/_-]{43}=?$/.test(plain)) return key
  throw new StartError(`${where} 应为32字节随机数的 base64 写法（如 openssl rand -base64 32 的输出）。请更正后再启动。`)
}
