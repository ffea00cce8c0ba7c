import { describe, expect, test } from 'vitest'
import type { OfficialDocument } from './document-model.ts'
import { assertWellFormed, attributesOf, bodyOf, paragraphWith, partsOf, textOf, twips } from './reading-docx.ts'
import { sampleDocument } from './sample-document.ts'
import {
  sampleForm,
  sampleLetter,
  sampleMinutes,
  sampleNewsletter,
  samplePicture,
  sampleReport,
  sampleSupervision,
  sampleWideTable,
} from './sample-forms.ts'

// Structure and measures of the single kinds, read back from the file.

test.each([sampleReport(), sampleLetter(), sampleMinutes(), sampleNewsletter(), sampleSupervision()])(
  'a $kind is well-formed in every part and its drawings have numbers of their own',
  async (document) => {
    const parts = await partsOf(document)
    for (const [name, xml] of parts) if (name.endsWith('.xml')) assertWellFormed(xml)
    const ids = [...parts.get('word/document.xml')!.matchAll(/<wp:docPr id="(\d+)"/g)].map((match) => match[1])
    expect(new Set(ids).size).toBe(ids.length)
  },
)

describe('报告', () => {
  test('number one character from the left, 签发人 ending one from the right, the red line below them', async () => {
    const xml = await bodyOf(sampleReport({ signers: ['王建国'] }))
    const head = paragraphWith(xml, '云重指办〔2026〕12号签发人：王建国')
    expect(stopsOf(head)).toEqual([315, twips(156) - (1 + 3 + 4) * 315, twips(156) - (1 + 3) * 315])
    expect(head).toMatch(/<w:bottom w:val="single" w:color="FF0000"/)
    expect(head).not.toContain('<w:ind ')
    expect(fontOf(head, '签发人：')).toBe('仿宋_GB2312')
    expect(fontOf(head, '王建国')).toBe('楷体_GB2312')
  })

  test('several signers stand two to a line in columns; the number goes with the last line', async () => {
    const xml = await bodyOf(sampleReport({ signers: ['王建国', '李明', '欧阳修远'] }))
    const first = paragraphWith(xml, '签发人：王建国李\u3000明')
    const last = paragraphWith(xml, '云重指办〔2026〕12号欧阳修远')
    expect(first).not.toContain('w:color="FF0000"')
    expect(last).toContain('w:color="FF0000"')
    const [, , column, next] = stopsOf(first)
    expect([next! - column!, twips(156) - next!]).toEqual([5 * 315, 5 * 315])
    expect(stopsOf(last)).toEqual(stopsOf(first))
    // number, label's column, first name
    expect(last.match(/<w:tab\/>/g)).toHaveLength(3)
  })

  test('before it is signed the place is kept', async () => {
    expect(await bodyOf(sampleReport({ signers: undefined, number: undefined }))).toContain('签发人：')
  })
})

describe('函', () => {
  test('the mark stands 30 mm and the double lines 4 mm below it and 20 mm above the edge, 170 mm long and centred', async () => {
    const shapes = shapesOf(await bodyOf(sampleLetter({ imprint: undefined })))
    const [mark, upperThick, upperThin, lowerThin, lowerThick] = shapes
    expect(shapes).toHaveLength(5)
    expect(mark).toMatchObject({ top: 30, left: 20, width: 170 })
    expect(upperThick!.top - mark!.top - mark!.height).toBeCloseTo(4, 1)
    expect(lowerThin!.top).toBe(277)
    for (const line of shapes.slice(1)) expect(line).toMatchObject({ left: 20, width: 170 })
    expect(upperThick!.height).toBeGreaterThan(2 * upperThin!.height)
    expect(upperThin!.top).toBeGreaterThan(upperThick!.top + upperThick!.height)
    expect(lowerThick!.height).toBeGreaterThan(2 * lowerThin!.height)
    expect(lowerThick!.top).toBeGreaterThan(lowerThin!.top + lowerThin!.height)
  })

  test('the number stands at the right edge, the title two lines further down', async () => {
    const xml = await bodyOf(sampleLetter())
    const number = paragraphWith(xml, '云发改函〔2026〕31号')
    expect(number).toContain('<w:jc w:val="right"/>')
    expect(number).not.toContain('<w:ind ')
    const after = xml.slice(xml.indexOf(number) + number.length)
    const between = after.slice(0, after.indexOf('关于商请')).split('<w:p>')
    expect(between).toHaveLength(4)
  })

  test('the first page shows no number, the others do', async () => {
    const parts = await partsOf(sampleLetter())
    const xml = parts.get('word/document.xml')!
    expect(xml).toMatch(/<w:titlePg/)
    const footer = (type: string) => {
      const id = new RegExp(`<w:footerReference w:type="${type}" r:id="(\\w+)"`).exec(xml)?.[1]
      const rels = parts.get('word/_rels/document.xml.rels')!
      return parts.get(`word/${new RegExp(`Id="${id}"[^>]*Target="([^"]+)"`).exec(rels)?.[1]}`)
    }
    expect(footer('first')).not.toContain('PAGE')
    expect(footer('default')).toContain('PAGE')
    expect(footer('even')).toContain('PAGE')
    expect(await bodyOf(sampleReport())).not.toMatch(/<w:titlePg(?! w:val="false")/)
  })

  test('版记 is 抄送 alone', async () => {
    const xml = await bodyOf(sampleLetter())
    const box = xml.slice(xml.lastIndexOf('<wp:anchor'))
    expect(textOf(box)).toBe('抄送：市委办公室，市人大常委会办公室，市政协办公室。')
    expect(box).not.toContain('<w:top w:val="single"')
    const uncopied = sampleLetter({ imprint: { ...sampleLetter().imprint!, copyTo: [] } })
    expect(shapesOf(await bodyOf(uncopied))).toHaveLength(5)
  })
})

describe('纪要', () => {
  test('出席 in 黑体 two characters in, names from there on, each kind on its own lines', async () => {
    const xml = await bodyOf(sampleMinutes())
    const present = paragraphWith(
      xml,
      '出席：王建国、李明、张卫东、刘志强、陈晓红、杨帆、赵文博、黄海涛、周敏、吴刚、徐丽',
    )
    expect(attributesOf(present, 'w:ind')).toMatchObject({ 'w:left': `${5 * 315}`, 'w:hanging': `${3 * 315}` })
    expect(fontOf(present, '出席：')).toBe('黑体')
    expect(fontOf(present, '王建国')).toBe('仿宋_GB2312')
    paragraphWith(xml, '请假：孙立军')
    paragraphWith(xml, '列席：市财政局马超、朱琳，市自然资源局胡斌')
  })

  test('neither signature nor date at the end; the imprint as usual', async () => {
    const text = textOf(await bodyOf(sampleMinutes({ signature: '不应出现' })))
    expect(text).not.toContain('不应出现')
    expect(text).not.toContain('2026年11月3日')
    expect(text).toContain('2026年11月4日印发')
  })
})

test('a 简报 is signed only where a signature is given', async () => {
  const head = '重点项目建设简报第12期云州市重点项目建设指挥部办公室2026年11月3日'
  const bare = textOf(await bodyOf(sampleNewsletter()))
  expect(bare).toContain(head)
  expect(bare.match(/2026年11月3日/g)).toHaveLength(1)
  expect(textOf(await bodyOf(sampleNewsletter({ signature: '市重点办' }))).match(/2026年11月3日/g)).toHaveLength(2)
})

describe('督办单', () => {
  test('the form fills the type area, labels in 黑体, two pairs where they stand beside each other', async () => {
    const xml = await bodyOf(sampleSupervision())
    expect(textOf(xml)).toContain('云州市重点项目建设指挥部督办单督〔2026〕5号督办事项')
    const table = /<w:tbl>.*?<\/w:tbl>/su.exec(xml)![0]
    const widths = [...table.matchAll(/<w:gridCol w:w="(\d+)"/g)].map((match) => Number(match[1]))
    expect(widths.reduce((sum, width) => sum + width, 0)).toBe(twips(156))
    expect(fontOf(table, '督办事项')).toBe('黑体')
    expect(fontOf(table, '临江区人民政府')).toBe('仿宋_GB2312')
    const rows = table.match(/<w:tr>.*?<\/w:tr>/gsu)!
    expect(rows.map((row) => (row.match(/<w:tc>/g) ?? []).length)).toEqual([2, 4, 2, 2, 2])
    expect(rows[0]).toContain('<w:gridSpan w:val="3"/>')
    expect(rows.slice(0, -1).every((row) => row.includes('<w:keepNext/>'))).toBe(true)
    expect(rows.at(-1)).not.toContain('<w:keepNext/>')
  })

  test.each([
    ['蓝', '0070C0'],
    ['黄', 'FFC000'],
    ['红', 'E60012'],
  ] as const)('the level %s is a bar and its word', async (level, colour) => {
    const row = { fields: [{ label: '督办等级', level }] }
    const table = /<w:tbl>.*<\/w:tbl>/su.exec(
      await bodyOf(sampleSupervision({ blocks: [{ kind: 'form', rows: [row] }] })),
    )![0]
    expect(attributesOf(table, 'w:shd')).toMatchObject({ 'w:fill': colour })
    expect(textOf(table)).toContain(`${level}色`)
  })

  test('what is written by hand has its lines', async () => {
    const lines = async (blankLines: number) => {
      const xml = await bodyOf(
        sampleSupervision({ blocks: [{ kind: 'form', rows: [{ fields: [{ label: '办理情况', blankLines }] }] }] }),
      )
      return /<w:tbl>.*<\/w:tbl>/su.exec(xml)![0].match(/<w:p>/g)!.length
    }
    expect((await lines(6)) - (await lines(0))).toBe(6)
  })
})

describe('pictures', () => {
  test('an SVG with a PNG for old programs, over the type area, kept with its caption, described', async () => {
    const parts = await partsOf(sampleNewsletter())
    expect(
      [...parts.keys()].filter((name) => name.startsWith('word/media/')).map((name) => name.split('.')[1]),
    ).toEqual(expect.arrayContaining(['svg', 'png']))
    const xml = parts.get('word/document.xml')!
    const extent = attributesOf(xml, 'wp:extent')
    expect(Number(extent.cx) / 36_000).toBeCloseTo(156, 1)
    expect(Number(extent.cy) / Number(extent.cx)).toBeCloseTo(240 / 640, 3)
    expect(xml).toContain('descr="条形图：第1区120亿元居首，第5区33亿元居末"')
    const paragraph = xml.slice(xml.lastIndexOf('<w:p>', xml.indexOf('wp:inline')), xml.indexOf('wp:inline'))
    expect(paragraph).toContain('<w:keepNext/>')
    expect(paragraph).not.toContain('w:lineRule="exact"')
  })

  test('a high picture leaves room for its caption; what is no SVG still opens', async () => {
    const high = await bodyOf(sampleNewsletter({ blocks: [samplePicture({ width: 100, height: 400 })] }))
    expect(Number(attributesOf(high, 'wp:extent').cy) / 36_000).toBeCloseTo(190, 1)
    assertWellFormed(await bodyOf(sampleNewsletter({ blocks: [samplePicture({ svg: '<svg' })] })))
  })

  test('pictures and a form in an attachment, one of them twice', async () => {
    const twice = samplePicture({ caption: undefined })
    const blocks = [samplePicture(), twice, twice, sampleForm()]
    const xml = await bodyOf(sampleDocument({ attachments: [{ title: '图表', blocks }] }))
    const ids = [...xml.matchAll(/<wp:docPr id="(\d+)"/g)].map((match) => match[1])
    expect(xml.match(/<wp:inline/g)).toHaveLength(3)
    expect(new Set(ids).size).toBe(ids.length)
    expect(textOf(xml).match(/各县（市、区）完成投资（亿元）/g)).toHaveLength(1)
  })
})

describe('wide tables', () => {
  test('twelve columns lie on turned pages of their own, one size smaller', async () => {
    const xml = await bodyOf(withTable(12))
    const pages = [...xml.matchAll(/<w:sectPr.*?<\/w:sectPr>/gsu)].map(([section]) => ({
      size: attributesOf(section, 'w:pgSz'),
      margin: attributesOf(section, 'w:pgMar'),
    }))
    expect(pages.map(({ size }) => [size['w:w'], size['w:h'], size['w:orient']])).toEqual([
      ['11906', '16838', 'portrait'],
      ['16838', '11906', 'landscape'],
      ['11906', '16838', 'portrait'],
    ])
    // bound at its upper edge
    expect(pages[1]!.margin).toMatchObject({ 'w:top': `${twips(28)}`, 'w:left': `${twips(35)}` })
    const table = /<w:tbl>.*<\/w:tbl>/su.exec(xml)![0]
    expect(attributesOf(table, 'w:tblW')).toMatchObject({ 'w:w': `${twips(225)}` })
    expect(table).toContain('<w:sz w:val="18"/>')
    expect(xml.indexOf('滞后项目逐月完成投资')).toBeGreaterThan(xml.indexOf('<w:sectPr'))
  })

  test('eleven stand upright; a document that ends with a turned page has no empty one after it', async () => {
    expect((await bodyOf(withTable(11))).match(/<w:sectPr/g)).toHaveLength(1)
    const attachments = [{ title: '清单', blocks: [sampleWideTable(12, 3)] }]
    const xml = await bodyOf(sampleDocument({ attachments, imprint: undefined }))
    expect(xml.match(/<w:sectPr/g)).toHaveLength(2)
    expect(xml.lastIndexOf('w:orient="landscape"')).toBeGreaterThan(xml.lastIndexOf('w:orient="portrait"'))
  })
})

function withTable(columns: number): OfficialDocument {
  return sampleDocument({ blocks: [sampleWideTable(columns, 3)] })
}

/** Positions of the left tab stops. */
function stopsOf(paragraph: string): number[] {
  return [...paragraph.matchAll(/<w:tab w:val="left" w:pos="(\d+)"/g)].map((match) => Number(match[1]))
}

/** The font of the run that begins with the text. */
function fontOf(xml: string, text: string): string | undefined {
  const run = (xml.match(/<w:r>(?:(?!<w:r>)[\s\S])*?<\/w:r>/gu) ?? []).find((candidate) =>
    textOf(candidate).startsWith(text),
  )
  return run && attributesOf(run, 'w:rFonts')['w:eastAsia']
}

/** Shapes placed on the page, in mm. */
function shapesOf(xml: string): { top: number; left: number; width: number; height: number }[] {
  const millimetres = (emu: string | undefined) => Math.round(Number(emu) / 3600) / 10
  return (xml.match(/<wp:anchor.*?<\/wp:anchor>/gsu) ?? [])
    .filter((anchor) => anchor.includes('<wp:positionV relativeFrom="page">'))
    .map((anchor) => {
      const [left, top] = [...anchor.matchAll(/<wp:posOffset>(\d+)</g)].map((match) => millimetres(match[1]))
      const extent = attributesOf(anchor, 'wp:extent')
      return { top: top!, left: left!, width: millimetres(extent.cx), height: Number(extent.cy) / 36_000 }
    })
}
