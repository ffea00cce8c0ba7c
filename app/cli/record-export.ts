import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exportedEntry, openRecordExport } from '#capabilities/record/public.ts'
import { forbidden } from '#kernel/problem.ts'
import type { Command } from './command.ts'
import { textFlag, Usage } from './invocation.ts'

export const recordExportCommand: Command = {
  usage: 'record-export --out 文件.ndjson',
  about: '导出全部操作记录，可在别处用 guatu verify --file 核验',
  options: { out: { type: 'string' } },
  run: async (session, invocation) => {
    const out = textFlag(invocation, 'out')
    if (!out) throw new Usage('请用 --out 指明导出的文件：guatu record-export --out 记录.ndjson')
    const exported = await session.read('record.read', async ({ db, scope, now }) => {
      if (!scope.all) throw forbidden('export_needs_region', '导出全部记录需要全域审计权限。')
      const file = await openRecordExport(db, now)
      await pipeline(Readable.from(file.body), createWriteStream(out))
      return { orgPath: file.orgPath, counts: file.counts }
    })
    await session.write('record.read', async ({ record }) => record(exportedEntry(exported)))
    const { counts } = exported
    const lines = [`已导出：${out}（${counts.entries} 条记录、${counts.digests} 份每日摘要）`]
    return { json: { out, ...counts }, lines }
  },
}
