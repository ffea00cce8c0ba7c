import { verifyRecord } from '#platform/record/verify.ts'
import type { Command } from './command.ts'

export const verifyCommand: Command = {
  usage: 'verify',
  about: '核验操作记录链，指出第一条不符的记录',
  options: {},
  run: async (session) => {
    const verdict = await session.read('record.read', async ({ db }) => await verifyRecord(db))
    const { firstBreak } = verdict
    const lines = firstBreak
      ? [`记录链 ${firstBreak.chain} 第 ${firstBreak.seq} 条不符：${firstBreak.what}。请保留现场并报告审计员。`]
      : [`记录完整：${verdict.chains.length} 条链，共 ${verdict.entries} 条记录，逐条核验无误。`]
    return { json: verdict, lines, status: verdict.ok ? 0 : 1 }
  },
}
