import { createHash } from 'node:crypto'
import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { invalid, Problem } from '#kernel/problem.ts'
import type { Upload } from './context.ts'

/** The one file of a multipart request. What exceeds the limit is refused as soon as it does, without being kept. */
export async function receiveFile(request: FastifyRequest, maxBytes: number): Promise<Upload> {
  if (!request.isMultipart()) throw invalid('file_missing', '请以表单上传一个文件（multipart/form-data）。')
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > maxBytes + 64 * 1024) throw tooLarge(maxBytes)
  const { fileName, bytes } = await takeFile(request, maxBytes).catch(refuseTornForm)
  digests.set(request, createHash('sha256').update(bytes).digest('hex'))
  return { fileName, bytes }
}

async function takeFile(request: FastifyRequest, maxBytes: number): Promise<Upload> {
  const part = await request.file({ limits: { fileSize: maxBytes, files: 1 } })
  if (!part) throw invalid('file_missing', '没有收到文件，请重新选择。')
  return { fileName: plainName(part.filename), bytes: await readAll(part.file, maxBytes) }
}

/** A form without its boundary, or one that ends in the middle: the parser's own errors are no defects of ours. */
function refuseTornForm(error: Error): never {
  if (error instanceof Problem || 'statusCode' in error) throw error
  throw invalid('form_torn', '表单不完整，没有收到整个文件，请重新上传。')
}

/** The whole file; refused at the limit, not when the rest of it has come too. */
async function readAll(file: MultipartFile['file'], maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  await new Promise<void>((resolve, reject) => {
    file.on('data', (chunk: Buffer) => chunks.push(chunk))
    file.on('limit', () => reject(tooLarge(maxBytes)))
    file.on('error', reject)
    // the limit may have been passed before anybody listened
    file.on('end', () => (file.truncated ? reject(tooLarge(maxBytes)) : resolve()))
  })
  return new Uint8Array(Buffer.concat(chunks))
}

const digests = new WeakMap<FastifyRequest, string>()

/** SHA-256 of the file a request brought; null when it brought none (yet). */
export function uploadDigest(request: FastifyRequest): string | null {
  return digests.get(request) ?? null
}

/** A name without folders and without characters that break a header, a line or a database. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1)!
  return last
    .toWellFormed()
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, 200)
}

function tooLarge(maxBytes: number): Problem {
  const megabytes = Math.floor(maxBytes / 1024 / 1024)
  return new Problem(413, 'file_too_large', `文件超过${megabytes}MB。请拆分，或去掉其中的图片后重新上传。`)
}
