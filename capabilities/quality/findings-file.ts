import { readRegion } from '#capabilities/people/public.ts'
import { dateLongText } from '#kernel/period.ts'
import { type WrittenValue, writeWorkbook } from '#platform/excel/write-workbook.ts'
import type { Download, DownloadContext } from '#platform/http/context.ts'
import { isGap } from './checks.ts'
import { type Asking, listWeak, type Wanted } from './store/standings.ts'

const PAGE = 2_000

/** A line for each finding, the least complete projects first: what is handed to those who have to mend it. Recorded: it leaves the house. */
export async function exportFindings(
  context: DownloadContext,
  { asking, wanted }: { asking: Asking; wanted: Wanted },
): Promise<Download> {
  const title = `${(await readRegion(context.db))?.name ?? ''}项目资料待完善清单`
  context.record({
    action: 'quality.exported',
    subject: { type: 'ledger', id: 0 },
    orgPath: context.scope.paths[0] ?? context.person.grants[0]!.path,
    after: { ...asking.among, ...wanted },
  })
  const sheet = {
    name: '待完善清单',
    columns: [
      { kind: 'text' as const, width: 16 },
      { kind: 'text' as const, width: 44 },
      { kind: 'text' as const, width: 24 },
      { kind: 'number' as const, width: 12 },
      { kind: 'text' as const, width: 10 },
      { kind: 'text' as const, width: 40 },
      { kind: 'text' as const, width: 36 },
    ],
    headerRows: [
      [title],
      [`截至${dateLongText(asking.moment.today)}`],
      ['县区', '项目名称', '责任单位', '完整度（%）', '类别', '要求', '依据'],
    ],
    rows: lines(context, asking, wanted),
    freeze: { rows: 3, columns: 2 },
    filter: true,
  }
  return { fileName: `${title}.xlsx`, body: writeWorkbook([sheet]) }
}

async function* lines({ db }: DownloadContext, asking: Asking, wanted: Wanted): AsyncGenerator<WrittenValue[]> {
  const byId = new Map(asking.rules.map((rule) => [rule.id, rule]))
  let cursor: string | undefined
  do {
    const { items, next } = await listWeak(db, asking, { ...wanted, cursor, limit: PAGE })
    for (const { countyName, name, responsibleOrg, score, gaps, faults } of items) {
      const ruleIds = [...gaps, ...faults].filter((id) => {
        const rule = byId.get(id)!
        return (!wanted.rule || id === wanted.rule) && (!wanted.kind || isGap(rule.rule) === (wanted.kind === 'gap'))
      })
      for (const id of ruleIds) {
        const rule = byId.get(id)!
        yield [countyName, name, responsibleOrg, score, isGap(rule.rule) ? '缺项' : '矛盾', rule.name, rule.source]
      }
    }
    cursor = next ?? undefined
  } while (cursor)
}
