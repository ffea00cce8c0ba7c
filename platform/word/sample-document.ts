import type { OfficialDocument, TableBlock } from './document-model.ts'

/** For tests: a 通报 with every part the standard knows. */
export function sampleDocument(changes: Partial<OfficialDocument> = {}): OfficialDocument {
  return {
    kind: '通报',
    issuer: '云州市重点项目建设指挥部办公室',
    number: '云重指办〔2026〕12号',
    title: '关于2026年1—10月全市重点项目建设进展情况的通报',
    addressees: ['各县（市、区）人民政府', '市政府各部门、各直属机构'],
    blocks: [
      { kind: 'paragraph', runs: [{ kind: 'text', text: '现将有关情况通报如下。' }] },
      { kind: 'heading', level: 1, text: '总体情况' },
      {
        kind: 'paragraph',
        runs: [
          { kind: 'text', text: '完成投资' },
          { kind: 'figure', id: 'region.completedYtd', text: '203.1亿元' },
          { kind: 'text', text: '。' },
        ],
      },
      { kind: 'heading', level: 2, text: '分县情况' },
      sampleTable(3),
      { kind: 'heading', level: 3, text: '有关要求' },
    ],
    attachments: [{ title: '滞后项目清单' }, { title: '未按时报送单位名单' }],
    signature: '云州市重点项目建设指挥部办公室',
    date: '2026-11-03',
    note: '联系人：李明',
    imprint: {
      copyTo: ['市委办公室', '市人大常委会办公室', '市政协办公室'],
      issuedBy: '云州市重点项目建设指挥部办公室',
      issuedOn: '2026-11-04',
    },
    ...changes,
  }
}

export function sampleTable(rowCount: number): TableBlock {
  return {
    kind: 'table',
    caption: '各县（市、区）完成情况',
    unit: '单位：万元',
    columns: [
      { heading: '位次', align: 'center', width: 1 },
      { heading: '县（市、区）', align: 'left', width: 2 },
      { heading: '年度计划投资', align: 'right', width: 3 },
    ],
    rows: Array.from({ length: rowCount }, (_, index) => ({
      cells: [
        { text: `${index + 1}` },
        { text: `第${index + 1}区` },
        { text: '1000.5', figureId: `org.${index + 1}.annualPlan` },
      ],
      total: index === rowCount - 1,
    })),
  }
}
