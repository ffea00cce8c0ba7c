import type { Sources } from './citations.ts'
import type { FormBlock, OfficialDocument, PictureBlock, Run, TableBlock } from './document-model.ts'
import { sampleDocument } from './sample-document.ts'

// For tests: the other kinds of documents, with the parts only they have.

const text = (content: string): Run => ({ kind: 'text', text: content })
const paragraph = (...runs: Run[]) => ({ kind: 'paragraph' as const, runs })
const noAttachments = { attachments: [] }

export function sampleReport(changes: Partial<OfficialDocument> = {}): OfficialDocument {
  return sampleDocument({
    kind: '报告',
    title: '关于2026年1—10月全市重点项目建设进展情况的报告',
    addressees: ['云州市人民政府'],
    signers: ['王建国', '李明', '欧阳修远'],
    publicity: '主动公开',
    note: undefined,
    ...noAttachments,
    ...changes,
  })
}

export function sampleLetter(changes: Partial<OfficialDocument> = {}): OfficialDocument {
  return sampleDocument({
    kind: '函',
    issuer: '云州市发展和改革委员会',
    number: '云发改函〔2026〕31号',
    title: '关于商请协助推进临江新区标准厂房项目用地手续的函',
    addressees: ['云州市自然资源局'],
    blocks: [
      paragraph(text('临江新区标准厂房项目已列入年度重点项目，现就用地手续办理有关事项商请如下，请予支持为盼。')),
    ],
    signature: '云州市发展和改革委员会',
    ...noAttachments,
    ...changes,
  })
}

export function sampleMinutes(changes: Partial<OfficialDocument> = {}): OfficialDocument {
  return sampleDocument({
    kind: '纪要',
    masthead: '云州市重点项目建设指挥部会议纪要',
    number: '〔2026〕12号',
    title: '研究重点项目建设推进工作会议纪要',
    addressees: [],
    blocks: [
      paragraph(
        text('11月3日，市重点项目建设指挥部召开会议，研究部署第四季度重点项目建设推进工作。现将会议议定事项纪要如下。'),
      ),
    ],
    attendance: [
      {
        label: '出席',
        names: ['王建国', '李明', '张卫东', '刘志强', '陈晓红', '杨帆', '赵文博', '黄海涛', '周敏', '吴刚', '徐丽'],
      },
      { label: '请假', names: ['孙立军'] },
      { label: '列席', names: ['市财政局马超、朱琳', '市自然资源局胡斌'] },
    ],
    note: undefined,
    ...noAttachments,
    ...changes,
  })
}

export function sampleNewsletter(changes: Partial<OfficialDocument> = {}): OfficialDocument {
  return sampleDocument({
    kind: '简报',
    masthead: '重点项目建设简报',
    number: '第12期',
    title: '全市重点项目“百日会战”首月完成投资203.1亿元',
    addressees: [],
    blocks: [paragraph(text('全市重点项目建设提速。')), samplePicture()],
    signature: '',
    note: undefined,
    ...noAttachments,
    ...changes,
  })
}

export function sampleSupervision(changes: Partial<OfficialDocument> = {}): OfficialDocument {
  return sampleDocument({
    kind: '督办单',
    issuer: '云州市重点项目建设指挥部',
    number: '督〔2026〕5号',
    title: '',
    addressees: [],
    blocks: [
      sampleForm(),
      paragraph(text('请按要求抓紧办理，并于办结时限前将办理情况书面反馈市重点项目建设指挥部办公室。')),
      { kind: 'form', rows: feedbackRows() },
    ],
    signature: '',
    note: undefined,
    ...noAttachments,
    ...changes,
  })
}

export function sampleForm(): FormBlock {
  const completed: Run = { kind: 'figure', id: 'project.completedYtd', text: '1.2亿元' }
  const row = (label: string, ...runs: Run[]) => ({ fields: [{ label, runs }] })
  return {
    kind: 'form',
    rows: [
      row('督办事项', text('临江新区标准厂房项目至10月底完成投资'), completed, text('，进度滞后。')),
      {
        fields: [
          { label: '承办单位', runs: [text('临江区人民政府')] },
          { label: '督办等级', level: '红' },
        ],
      },
      row('督办依据', text('市重点项目建设指挥部会议纪要〔2026〕12号')),
      row('办理要求', text('倒排工期、挂图作战，补办用地手续，确保年底前完成年度投资计划。')),
      row('办结时限', text('2026年11月30日')),
    ],
  }
}

function feedbackRows(): FormBlock['rows'] {
  return [
    { fields: [{ label: '办理情况', blankLines: 2 }] },
    { fields: [{ label: '承办单位负责人签字' }, { label: '日期' }] },
  ]
}

export function samplePicture(changes: Partial<PictureBlock> = {}): PictureBlock {
  const bars = [120, 96, 80, 61, 33].map((value, index) => {
    const y = 20 + index * 44
    return `<text x="70" y="${y + 19}" font-size="16" text-anchor="end" font-family="SimHei">第${index + 1}区</text><rect x="80" y="${y}" width="${value * 4}" height="26" fill="#2f5d8a"/><text x="${90 + value * 4}" y="${y + 19}" font-size="16">${value}</text>`
  })
  return {
    kind: 'picture',
    caption: '各县（市、区）完成投资（亿元）',
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 240" width="640" height="240">${bars.join('')}</svg>`,
    width: 640,
    height: 240,
    alt: '条形图：第1区120亿元居首，第5区33亿元居末',
    figureIds: ['org.1.annualPlan', 'org.2.annualPlan', 'region.completedYtd'],
    ...changes,
  }
}

/** More columns than stand upright. */
export function sampleWideTable(columnCount: number, rowCount: number): TableBlock {
  const months = Array.from({ length: columnCount - 2 }, (_, index) => index + 1)
  return {
    kind: 'table',
    caption: '滞后项目逐月完成投资',
    unit: '单位：万元',
    columns: [
      { heading: '序号', align: 'center', width: 2 },
      { heading: '项目名称', align: 'left', width: 6 },
      ...months.map((month) => ({ heading: `${month}月`, align: 'right' as const, width: 3 })),
    ],
    rows: Array.from({ length: rowCount }, (_, row) => ({
      cells: [
        { text: `${row + 1}` },
        { text: `临江新区标准厂房项目${row + 1}` },
        ...months.map((month) => ({ text: `${12_345.5 + row * month}` })),
      ],
    })),
    note: '注：数据由各县（市、区）报送。',
  }
}

/** Sources of the figures that stand in the sample documents. */
export function sampleSources(style: Sources['style']): Sources {
  const note = (subject: string, value: string) => ({
    subject,
    value,
    formula: '各项目本年完成投资合计',
    origin: '2026年10月调度已锁定填报数据',
    asOf: '2026-10-31',
  })
  const notes = new Map([
    ['region.completedYtd', note('全市本年完成投资', '203.1亿元')],
    ['project.completedYtd', note('标准厂房项目本年完成投资', '1.2亿元')],
    ...[1, 2, 3].map((n) => [`org.${n}.annualPlan`, note(`第${n}区年度计划投资`, '1000.5万元')] as const),
  ])
  return { style, notes }
}
