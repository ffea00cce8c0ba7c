import { expect, test } from 'vitest'
import { bracketText } from './citations.ts'
import type { Run } from './document-model.ts'
import { buildOfficialDocument } from './official-document.ts'
import { assertWellFormed, attributesOf, bodyOf, docxParts, paragraphWith, partsOf, textOf } from './reading-docx.ts'
import { sampleDocument } from './sample-document.ts'
import { sampleForm, samplePicture, sampleSources } from './sample-forms.ts'

// region.completedYtd stands in the text, in the picture and once more in the text at the end; three figures in the table, one in a form.
const again: Run = { kind: 'figure', id: 'region.completedYtd', text: '203.1亿元' }
const unknown: Run = { kind: 'figure', id: 'nobody.knows', text: '7个' }
const cited = sampleDocument({
  blocks: [
    ...sampleDocument().blocks,
    samplePicture({ figureIds: ['org.1.annualPlan', 'org.2.annualPlan', 'region.completedYtd'] }),
    sampleForm(),
    { kind: 'paragraph', runs: [{ kind: 'text', text: '再次' }, again, unknown] },
  ],
})

test('comments: one at the first place of each figure, signed by the issuer on the document’s day', async () => {
  const parts = await partsOf(cited, sampleSources('comments'))
  const comments = parts.get('word/comments.xml')!
  const body = parts.get('word/document.xml')!
  for (const [name, xml] of parts) if (name.endsWith('.xml')) assertWellFormed(xml)
  expect(comments.match(/<w:comment /g)).toHaveLength(5)
  expect(attributesOf(comments, 'w:comment')).toMatchObject({
    'w:author': '云州市重点项目建设指挥部办公室',
    'w:initials': '云州',
    'w:date': '2026-11-03T00:00:00.000Z',
  })
  const first = comments.slice(0, comments.indexOf('</w:comment>'))
  expect(textOf(first)).toBe(
    '全市本年完成投资：203.1亿元计算方法：各项目本年完成投资合计来源：2026年10月调度已锁定填报数据截至2026年10月31日',
  )
  expect(body.match(/<w:commentReference /g)).toHaveLength(5)
  // the range holds just the figure
  expect(textOf(/<w:commentRangeStart w:id="1"\/>.*?<w:commentRangeEnd w:id="1"\/>/su.exec(body)![0])).toBe('203.1亿元')
  expect(textOf(/<w:commentRangeStart w:id="2"\/>.*?<w:commentRangeEnd w:id="2"\/>/su.exec(body)![0])).toBe('1000.5')
})

test('footnotes: one at the first place of each figure, also in cells, in small type', async () => {
  const parts = await partsOf(cited, sampleSources('footnotes'))
  const notes = parts.get('word/footnotes.xml')!
  expect(parts.get('word/document.xml')!.match(/<w:footnoteReference /g)).toHaveLength(5)
  expect(textOf(notes)).toContain(
    '全市本年完成投资：203.1亿元；计算方法：各项目本年完成投资合计；来源：2026年10月调度已锁定填报数据；截至2026年10月31日。',
  )
  expect(notes).toContain('<w:sz w:val="18"/>')
  expect(parts.get('word/styles.xml')).toMatch(/w:styleId="FootnoteReference">.*<w:vertAlign w:val="superscript"\/>/su)
  expect(/<w:tbl>.*?<\/w:tbl>/su.exec(parts.get('word/document.xml')!)![0].match(/footnoteReference /g)).toHaveLength(3)
})

test('appendix: [n] at each place and a table of sources before the 版记', async () => {
  const xml = await bodyOf(cited, sampleSources('appendix'))
  const paragraph = paragraphWith(xml, '再次203.1亿元[1]7个')
  expect(paragraph).toMatch(/<w:vertAlign w:val="superscript"\/>/)
  paragraphWith(xml, '完成投资203.1亿元[1]。')
  paragraphWith(xml, '各县（市、区）完成投资（亿元）[1—3]')
  const pages = xml.slice(xml.lastIndexOf('<w:p>', xml.indexOf('数据来源说明')))
  expect(textOf(pages)).toMatch(/^数据来源说明序号数据数值计算方法来源截至1全市本年完成投资203\.1亿元各项目/)
  expect(pages).toMatch(/^<w:p><w:pPr>(?:(?!<\/w:pPr>).)*<w:pageBreakBefore\/>/u)
  const table = /<w:tbl>.*?<\/w:tbl>/su.exec(pages)![0]
  expect(table.match(/<w:tr>/g)).toHaveLength(6)
  expect(xml.indexOf('wp:anchor')).toBeGreaterThan(xml.indexOf('数据来源说明'))
})

test('nothing is added without sources, nor where no figure has one', async () => {
  const plain = await buildOfficialDocument(cited)
  const body = docxParts(plain).get('word/document.xml')!
  expect(body).not.toMatch(/commentReference|footnoteReference|superscript|数据来源说明/)
  for (const style of ['comments', 'footnotes', 'appendix'] as const)
    expect(await bodyOf(cited, { style, notes: new Map() })).toBe(body)
})

test.each([
  [[3], '[3]'],
  [[5, 3, 4], '[3—5]'],
  [[3, 7, 8, 12], '[3，7—8，12]'],
])('numbers %j are written %s', (numbers, text) => {
  expect(bracketText(numbers)).toBe(text)
})
