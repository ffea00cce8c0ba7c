import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ledgerFile } from '#capabilities/ledger/public.ts'
import type { Command } from './command.ts'
import { textFlag, Usage } from './invocation.ts'

export const exportCommand: Command = {
  usage: 'export --out 文件.xlsx',
  about: '导出台账（.xlsx 或 .csv），改后可再导入',
  options: { out: { type: 'string' } },
  run: async (session, invocation) => {
    const out = textFlag(invocation, 'out')
    if (!out) throw new Usage('请用 --out 指明导出的文件：guatu export --out 台账.xlsx')
    if (!/\.(xlsx|csv)$/i.test(out)) throw new Usage('--out 的文件名应以 .xlsx 或 .csv 结尾。')
    const format = /\.csv$/i.test(out) ? 'csv' : 'xlsx'
    const secrets = await session.secrets()
    const bytes = await session.read('ledger.export', async ({ db, scope, person, now }) => {
      const exportId = randomBytes(9).toString('base64url')
      const wanted = { filter: {}, format, by: person.displayName, at: now, exportId } as const
      const file = await ledgerFile(db, scope, secrets, wanted)
      const target = createWriteStream(out)
      await pipeline(Readable.from(file.body), target)
      return target.bytesWritten
    })
    const noBase = format === 'xlsx' && !secrets ? ['这里没有系统密钥，导出的表不带底稿：改后导入时按两边比较。'] : []
    return { json: { out, format, bytes }, lines: [`已导出：${out}（${Math.ceil(bytes / 1024)} KB）`, ...noBase] }
  },
}
