import { workbookBytes } from '#platform/excel/write-workbook.ts'

/** September's ledger of the journey, in 亿元, with a county the region does not know. */
export async function septemberLedger(): Promise<Uint8Array> {
  const headings = [
    '序号',
    '县区',
    '项目名称',
    '建设单位',
    '总投资',
    '2026年计划投资',
    '2026年1-9月完成投资',
    '建设阶段',
  ]
  const rows = [
    [1, '东县', '东县粮仓项目', '甲公司', 2, 1, 0.7, '在建'],
    [2, '东县', '东县机床项目', '乙公司', 1, 0.5, 0.15, '在建'],
    [3, '西县', '西县风电项目', '丙公司', 3, 1.2, 0.9, '在建'],
    [4, '南县', '南县陶瓷项目', '丁公司', 0.8, 0.4, 0.28, '在建'],
  ]
  const titles = [['测试市2026年重点项目台账'], ['截至2026年9月30日　单位：亿元'], headings]
  return await workbookBytes([
    { name: '台账', columns: headings.map(() => ({ kind: 'auto' as const })), headerRows: titles, rows },
  ])
}

/** The text runs of a document, as they are read. */
export function printedText(xml: string): string {
  const runs = [...xml.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text)
  return runs.join('').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
