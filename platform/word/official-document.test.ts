import { expect, test } from 'vitest'
import { signatureIndents } from './closing.ts'
import { markFit } from './mark-fit.ts'
import { columnWidths } from './official-table.ts'
import { assertWellFormed, attributesOf, bodyOf, paragraphWith, partsOf, textOf, twips } from './reading-docx.ts'
import { sampleDocument, sampleTable } from './sample-document.ts'

test('the file is a zip whose every part is well-formed XML', async () => {
  const parts = await partsOf(sampleDocument())
  expect([...parts.keys()]).toEqual(
    expect.arrayContaining(['[Content_Types].xml', 'word/document.xml', 'word/settings.xml']),
  )
  for (const xml of parts.values()) assertWellFormed(xml)
})

test('A4, a type area of 156 × 225 mm, 22 lines of 579 on a line grid', async () => {
  const xml = await bodyOf(sampleDocument())
  const size = attributesOf(xml, 'w:pgSz')
  const margin = attributesOf(xml, 'w:pgMar')
  expect([size['w:w'], size['w:h']]).toEqual(['11906', '16838'])
  expect([margin['w:top'], margin['w:left']].map(Number)).toEqual([twips(37), twips(28)])
  const width = 11906 - Number(margin['w:left']) - Number(margin['w:right'])
  const height = 16838 - Number(margin['w:top']) - Number(margin['w:bottom'])
  expect(Math.abs(width - twips(156))).toBeLessThanOrEqual(twips(0.1))
  expect(Math.abs(height - twips(225))).toBeLessThanOrEqual(twips(0.1))
  expect(Math.floor(height / 579)).toBe(22)
  expect(attributesOf(xml, 'w:docGrid')).toMatchObject({ 'w:type': 'lines', 'w:linePitch': '579' })
})

test('body text is 三号 仿宋, exact lines of 579, a quarter point tight, indented by two characters', async () => {
  const paragraph = paragraphWith(await bodyOf(sampleDocument()), '现将有关情况通报如下。')
  expect(paragraph).toMatch(/w:line="579"/)
  expect(paragraph).toMatch(/w:lineRule="exact"/)
  expect(paragraph).toMatch(/w:firstLine="630"/)
  expect(paragraph).toMatch(/w:eastAsia="仿宋_GB2312"/)
  expect(paragraph).toMatch(/w:ascii="Times New Roman"/)
  expect(paragraph).toMatch(/<w:sz w:val="32"\/>/)
  expect(paragraph).toMatch(/<w:spacing w:val="-5"\/>/)
})

test.each([
  ['一、总体情况', '黑体', 32],
  ['（一）分县情况', '楷体_GB2312', 32],
  ['1.有关要求', '仿宋_GB2312', 32],
  ['关于2026年1—10月全市', '方正小标宋简体', 44],
  ['云州市重点项目建设指挥部办公室文件', '方正小标宋简体', 78],
])('%s is set in %s', async (text, font, size) => {
  const paragraph = paragraphWith(await bodyOf(sampleDocument()), text)
  expect(paragraph).toContain(`w:eastAsia="${font}"`)
  expect(paragraph).toContain(`<w:sz w:val="${size}"/>`)
})

test('the mark and the line under the number are vermilion; the number may still be blank', async () => {
  const xml = await bodyOf(sampleDocument())
  expect(paragraphWith(xml, '云州市重点项目建设指挥部办公室文件')).toContain('<w:color w:val="FF0000"/>')
  expect(paragraphWith(xml, '云重指办〔2026〕12号')).toMatch(/<w:bottom w:val="single" w:color="FF0000"/)
  const blank = await bodyOf(sampleDocument({ number: undefined }))
  expect(blank).toMatch(/<w:bottom w:val="single" w:color="FF0000"/)
  expect(blank).not.toContain('〔')
})

test('a table repeats its heading row, never splits a row and aligns its numerals', async () => {
  const xml = await bodyOf(sampleDocument({ blocks: [sampleTable(30)] }))
  const rows = xml.match(/<w:tr>.*?<\/w:tr>/gsu) ?? []
  expect(rows).toHaveLength(31)
  expect(rows[0]).toContain('<w:tblHeader/>')
  expect(rows.slice(1).some((row) => row.includes('w:tblHeader'))).toBe(false)
  expect(rows.every((row) => row.includes('<w:cantSplit/>'))).toBe(true)
  expect(paragraphWith(rows[1] ?? '', '1000.5')).toContain('<w:jc w:val="right"/>')
  expect(paragraphWith(rows[1] ?? '', '1000.5')).toContain('<w:sz w:val="21"/>')
  expect(paragraphWith(rows[30] ?? '', '1000.5')).toContain('w:eastAsia="黑体"')
  expect(paragraphWith(xml, '各县（市、区）完成情况')).toContain('<w:keepNext/>')
})

test('columns fill the type area exactly', () => {
  const thirds = [1, 1, 1].map((width) => ({ heading: '', align: 'center' as const, width }))
  expect(columnWidths(thirds)).toEqual([2948, 2948, 2948])
  expect(columnWidths([...thirds, ...thirds, thirds[0]!]).reduce((sum, width) => sum + width, 0)).toBe(twips(156))
})

test('page numbers stand outside: right on odd pages, left on even ones, in 四号', async () => {
  const parts = await partsOf(sampleDocument())
  expect(parts.get('word/settings.xml')).toContain('<w:evenAndOddHeaders/>')
  const footers = [...parts].filter(([name]) => /^word\/footer\d\.xml$/.test(name)).map(([, xml]) => xml)
  expect(footers).toHaveLength(2)
  const sides = footers.map((xml) => /<w:jc w:val="(\w+)"/.exec(xml)?.[1]).sort()
  expect(sides).toEqual(['left', 'right'])
  for (const xml of footers) {
    expect(xml).toContain('— ')
    expect(xml).toContain('PAGE')
    expect(xml).toContain('<w:sz w:val="28"/>')
  }
  const even = /<w:footerReference w:type="even" r:id="(\w+)"/.exec(parts.get('word/document.xml') ?? '')?.[1]
  const target = new RegExp(`Id="${even}"[^>]*Target="([^"]+)"`).exec(
    parts.get('word/_rels/document.xml.rels') ?? '',
  )?.[1]
  expect(parts.get(`word/${target}`)).toContain('<w:jc w:val="left"/>')
})

test('版记 is anchored to the bottom of the type area and says 抄送 … 。 and 印发', async () => {
  const xml = await bodyOf(sampleDocument())
  const anchor = /<wp:anchor[\s\S]*?<\/wp:anchor>/u.exec(xml)?.[0] ?? ''
  expect(anchor).toMatch(/<wp:positionV relativeFrom="margin"><wp:align>bottom<\/wp:align>/)
  expect(anchor).toContain('<wp:wrapNone/>')
  expect(textOf(anchor)).toContain('抄送：市委办公室，市人大常委会办公室，市政协办公室。')
  expect(textOf(anchor)).toContain('2026年11月4日印发')
  expect(anchor.match(/<w:top w:val="single"/g)).toHaveLength(3)
  expect(await bodyOf(sampleDocument({ imprint: undefined }))).not.toContain('wp:anchor')
})

test('the date stands four characters from the right with the name centred on it', async () => {
  // 2026年11月3日 is 3 + 7 × ½ = 6.5 characters wide; a name of 6 begins and ends a quarter of a character inside.
  expect(signatureIndents('云州市政府办', '2026年11月3日')).toEqual({ name: 4.25, date: 4 })
  // A name of 16 would stand 0.75 outside the type area: both move left by that much.
  expect(signatureIndents('云州市重点项目建设指挥部办公室甲', '2026年11月3日')).toEqual({ name: 0, date: 4.75 })
  expect(paragraphWith(await bodyOf(sampleDocument({ signature: '云州市政府办' })), '2026年11月3日')).toContain(
    'w:right="1260"',
  )
})

test('a long mark is narrowed first, then made smaller, and always fits', () => {
  for (const length of [2, 6, 10, 14, 18, 24]) {
    const { size, scale } = markFit('字'.repeat(length))
    expect(length * size * 10 * (scale / 100)).toBeLessThanOrEqual(twips(156))
  }
  expect(markFit('云州市文件')).toEqual({ size: 104, scale: 100 })
})

test('attachments with content start a page of their own before the 版记', async () => {
  const blocks = sampleDocument().blocks
  const xml = await bodyOf(sampleDocument({ attachments: [{ title: '清单', blocks }] }))
  expect(xml.match(/<w:pageBreakBefore\/>/g)).toHaveLength(1)
  expect(xml.lastIndexOf('w:pageBreakBefore')).toBeLessThan(xml.indexOf('wp:anchor'))
  expect(textOf(xml)).toContain('附件：清单')
})

test('text is data: nothing in it is interpreted, control characters go', async () => {
  const hostile = '</w:t><w:br/>&lt;{{7*7}}\u0000\u0007\u202e =1+1'
  const title = `a]]>b${hostile}`
  const parts = await partsOf(
    sampleDocument({ title, signature: hostile, number: hostile, blocks: [{ ...sampleTable(1), caption: hostile }] }),
  )
  for (const xml of parts.values()) assertWellFormed(xml)
  const xml = parts.get('word/document.xml') ?? ''
  expect(xml).not.toContain('<w:br/>')
  expect(textOf(xml)).toContain('</w:t><w:br/>&lt;{{7*7}} =1+1')
})
