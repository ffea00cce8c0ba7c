import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Decrypter, Encrypter } from 'age-encryption'
import { invalid } from '#kernel/problem.ts'
import { damaged, type Frame } from './format.ts'
import { readFrames } from './read-frames.ts'

/** Who may open a backup: whoever knows the passphrase, or holds the identity of one of the recipients (age1…). */
export type Lock = { passphrase: string } | { recipients: string[] }
/** What opens it: the passphrase, or the lines AGE-SECRET-KEY-1… of an identity file. */
export type Keys = { passphrase: string } | { identities: string[] }

const AGE = 'age-encryption.org/v1'

/** Encrypts in the age format (age-encryption.org/v1), so that the tool `age` opens the file without us. */
export function sealStep(lock: Lock): (plain: AsyncIterable<Buffer>) => AsyncGenerator<Uint8Array> {
  const encrypter = encrypterFor(lock)
  return async function* (plain) {
    yield* (await encrypter.encrypt(ReadableStream.from(plain))) as AsyncIterable<Uint8Array>
  }
}

function encrypterFor(lock: Lock): Encrypter {
  const encrypter = new Encrypter()
  if ('passphrase' in lock) encrypter.setPassphrase(lock.passphrase)
  else for (const recipient of lock.recipients) addRecipient(encrypter, recipient)
  return encrypter
}

function addRecipient(encrypter: Encrypter, recipient: string): void {
  try {
    encrypter.addRecipient(recipient)
  } catch {
    throw invalid(
      'recipient_malformed',
      `“${recipient}”不是 age 公钥。公钥以 age1 开头，由 age-keygen 生成，请核对后重试。`,
    )
  }
}

export async function isSealed(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(AGE.length), 0, AGE.length, 0)
    return buffer.subarray(0, bytesRead).toString('latin1') === AGE
  } finally {
    await file.close()
  }
}

/** Reads the file once from its beginning and hands its frames to `use`; whatever is wrong with the file throws a Problem. */
export async function throughFile<T>(
  path: string,
  keys: Keys | null,
  use: (frames: AsyncGenerator<Frame, void, undefined>) => Promise<T>,
): Promise<T> {
  const steps = keys ? [createReadStream(path), unsealStep(keys)] : [createReadStream(path)]
  const unpacked = createGunzip()
  let result: T
  const last = async (bytes: AsyncIterable<Buffer>) => {
    result = await use(readFrames(bytes))
  }
  try {
    await pipeline([...steps, unpacked, last] as unknown as [Readable, NodeJS.WritableStream])
    return result!
  } catch (error) {
    throw readingProblem(error as Error & { code?: string })
  }
}

function unsealStep(keys: Keys): (sealed: AsyncIterable<Buffer>) => AsyncGenerator<Uint8Array> {
  const decrypter = decrypterFor(keys)
  return async function* (sealed) {
    const plain = await decrypter.decrypt(ReadableStream.from(sealed)).catch((error: Error) => {
      throw /no identity matched/.test(error.message) ? wrongKey(keys) : damaged('加密信息无法识别')
    })
    try {
      yield* plain as AsyncIterable<Uint8Array>
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code) throw error
      throw damaged('加密内容被改动或中断')
    }
  }
}

function decrypterFor(keys: Keys): Decrypter {
  const decrypter = new Decrypter()
  if ('passphrase' in keys) decrypter.addPassphrase(keys.passphrase)
  else for (const identity of keys.identities) addIdentity(decrypter, identity)
  return decrypter
}

function addIdentity(decrypter: Decrypter, identity: string): void {
  try {
    decrypter.addIdentity(identity)
  } catch {
    throw invalid('identity_malformed', '私钥文件里没有可用的 age 私钥（AGE-SECRET-KEY-1 开头的一行），请核对文件。')
  }
}

function wrongKey(keys: Keys) {
  const what = 'passphrase' in keys ? '口令' : '私钥'
  return invalid('backup_locked', `${what}与这份备份不符，没有改动现有数据。请核对${what}后重试。`)
}

function readingProblem(error: Error & { code?: string }): Error {
  return error.code?.startsWith('Z_') || error.code === 'ERR_STREAM_PREMATURE_CLOSE' ? damaged('无法解压') : error
}
