import { readFileSync } from 'node:fs'
import { invalid } from '#kernel/problem.ts'
import type { Keys, Lock } from '#platform/backup/sealing.ts'
import { askSecret } from './ask-secret.ts'
import { type Invocation, textFlag, Usage } from './invocation.ts'

/** A passphrase is guessed offline and without hurry: shorter ones are refused. */
const SHORTEST = 12

/**
 * How a backup is to be encrypted; null: not at all. The passphrase comes from a file, from GUATU_BACKUP_PASSPHRASE or the keyboard, never
 * from the command line, which every user of the machine can read.
 */
export async function chosenLock(invocation: Invocation): Promise<Lock | null> {
  const recipients = (invocation.flags.recipient ?? []) as string[]
  const file = textFlag(invocation, 'passphrase-file')
  if (recipients.length > 0 && (file || invocation.flags.encrypt)) {
    throw new Usage('--recipient 与口令只能选一种。')
  }
  if (recipients.length > 0) return { recipients }
  const given = file ? passphraseIn(file) : process.env.GUATU_BACKUP_PASSPHRASE
  if (given) return { passphrase: longEnough(given) }
  if (!invocation.flags.encrypt) return null
  const passphrase = longEnough(await askSecret('备份口令（不少于12个字符）：'))
  if ((await askSecret('再输一遍：')) !== passphrase)
    throw invalid('passphrases_differ', '两次输入的口令不同，请重新备份。')
  return { passphrase }
}

/** What opens an encrypted backup: asked for at the keyboard when nothing was given. */
export async function chosenKeys(invocation: Invocation): Promise<Keys> {
  const identityFile = textFlag(invocation, 'identity-file')
  const file = textFlag(invocation, 'passphrase-file')
  if (identityFile && file) throw new Usage('--identity-file 与 --passphrase-file 只能选一种。')
  if (identityFile) return { identities: identitiesIn(identityFile) }
  const given = file ? passphraseIn(file) : process.env.GUATU_BACKUP_PASSPHRASE
  return { passphrase: given ?? (await askSecret('备份口令：')) }
}

function passphraseIn(path: string): string {
  const [first = ''] = readFileSync(path, 'utf8').split(/\r?\n/)
  if (!first) throw invalid('passphrase_empty', `口令文件 ${path} 的第一行是空的。请把口令写在第一行。`)
  return first
}

function identitiesIn(path: string): string[] {
  const lines = readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .map((text) => text.trim())
  const identities = lines.filter((text) => text && !text.startsWith('#'))
  if (identities.length > 0) return identities
  throw invalid('identity_malformed', `私钥文件 ${path} 里没有 age 私钥（AGE-SECRET-KEY-1 开头的一行），请核对文件。`)
}

function longEnough(passphrase: string): string {
  if ([...passphrase].length >= SHORTEST) return passphrase
  throw invalid('passphrase_short', `备份口令太短，可能被离线猜出。请用不少于${SHORTEST}个字符的口令。`)
}
