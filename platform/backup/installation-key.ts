import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSecrets } from '../secrets/secrets.ts'

/** The file that holds the key of this installation's sealed secrets, whether it exists or not. */
export function keyFile(env: NodeJS.ProcessEnv, dataDir: string): string {
  return env.GUATU_KEY_FILE || join(dataDir, 'guatu.key')
}

/** The key as base64, from GUATU_KEY or the key file; undefined where none was made yet. */
export function readKeyText(env: NodeJS.ProcessEnv, dataDir: string): string | undefined {
  if (env.GUATU_KEY) return env.GUATU_KEY.trim()
  const path = keyFile(env, dataDir)
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined
}

/** The eight letters by which sealed values name their key; null for what is no key. */
export function keyIdOf(key: string | undefined): string | null {
  const bytes = Buffer.from(key ?? '', 'base64')
  return bytes.length === 32 ? openSecrets(bytes).keyId : null
}

export type KeyPlaced = {
  /** Where the key of the backup was written; null when the present one is the same, or the backup holds none. */
  written: string | null
  /** Where the key went that was there before. */
  keptAs: string | null
}

/**
 * Puts the key of a backup where the product looks for it; a different one that is there is kept beside it. A key given by GUATU_KEY
 * cannot be changed from here: then the key is only laid down, under a name of its own.
 */
export function placeKey(env: NodeJS.ProcessEnv, dataDir: string, key: string | undefined): KeyPlaced {
  const present = readKeyText(env, dataDir)
  if (!key || key === present) return { written: null, keptAs: null }
  const path = env.GUATU_KEY ? join(dataDir, 'guatu.key.restored') : keyFile(env, dataDir)
  const keptAs = existsSync(path) ? `${path}.before-${Date.now()}` : null
  if (keptAs) renameSync(path, keptAs)
  writeFileSync(path, `${key}\n`, { mode: 0o600, flag: 'wx' })
  return { written: path, keptAs }
}
