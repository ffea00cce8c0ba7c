import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { aDocx, aParagraph, aPdf, aZip } from './sample-files.ts'

// What is taken and what is not follows from the content; the name is never believed, and marks of secrecy are refused.

let stage: Stage
let project: number
beforeAll(async () => {
  stage = await openStage()
  project = (await stage.as('office').post('/api/projects', { name: '类型', orgId: stage.orgs.eastTown })).body.id
})
afterAll(async () => await stage.close())

const put = async (name: string, bytes: Uint8Array) =>
  await stage.as('reporter').upload(`/api/projects/${project}/paper-files`, name, bytes)

/** A zip entry that says it is small and unfolds to 300 MB. */
async function aBomb(): Promise<Buffer> {
  const types = (await aDocx('')).subarray(0)
  const parts = await aZip({ 'word/document.xml': '' })
  expect(types.length + parts.length).toBeGreaterThan(0)
  const unfolded = deflateRawSync(Buffer.alloc(300 * 1024 * 1024, 32))
  const name = Buffer.from('[Content_Types].xml')
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(unfolded.length, 18)
  local.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(unfolded.length, 20)
  entry.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(46 + name.length, 12)
  end.writeUInt32LE(30 + name.length + unfolded.length, 16)
  return Buffer.concat([local, name, unfolded, entry, name, end])
}

/** An OLE file whose directory has these names. */
function anOle(names: string[]): Buffer {
  const bytes = Buffer.alloc(512 * 3)
  bytes.writeUInt32LE(0xe011cfd0, 0)
  bytes.writeUInt32LE(0xe11ab1a1, 4)
  bytes.writeUInt16LE(9, 30)
  bytes.writeUInt32LE(1, 48)
  bytes.writeUInt32LE(0, 76)
  bytes.fill(0xff, 512, 1024)
  bytes.writeUInt32LE(0xfffffffe, 512 + 4)
  for (const [index, name] of names.entries()) {
    const at = 1024 + index * 128
    bytes.write(name, at, 'utf16le')
    bytes.writeUInt16LE(name.length * 2 + 2, at + 64)
    bytes[at + 66] = 2
  }
  return bytes
}

describe('taken by content', () => {
  test.each<[string, string, () => Uint8Array | Promise<Uint8Array>, string]>([
    ['a PDF', '批复', () => aPdf('a'), 'pdf'],
    ['a Word file', '纪要.docx', async () => await aDocx(aParagraph('会议内容')), 'docx'],
    ['an old Word file of WPS', '通知.wps', () => anOle(['Root Entry', 'WordDocument']), 'doc'],
    ['an old workbook of WPS', '清单.et', () => anOle(['Root Entry', 'Workbook']), 'xls'],
    ['an OFD', '公文.ofd', async () => await aZip({ 'OFD.xml': '<ofd/>' }), 'ofd'],
    ['text in GB18030', '说明.txt', () => Buffer.from([0xcf, 0xee, 0xc4, 0xbf]), 'text'],
    ['a list', '清单.csv', () => Buffer.from('序号,项目\n1,甲'), 'csv'],
  ])('%s', async (_, name, bytes, format) => {
    const added = await put(name, await bytes())
    expect(added.status, added.text).toBe(200)
    expect(added.body.paper.files[0].format).toBe(format)
  })

  test('a PDF with a script is taken, and it is said', async () => {
    const { body } = await put('脚本.pdf', aPdf('x', '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>'))
    expect(body.notices).toContain('activePdf')
  })
})

describe('refused whatever its name', () => {
  const WORD = 'application/vnd.ms-word.document.macroEnabled.main+xml'
  const types = `<Types><Override PartName="/word/document.xml" ContentType="${WORD}"/></Types>`
  test.each<[string, string, () => Uint8Array | Promise<Uint8Array>]>([
    ['webPage', '批复.pdf', () => Buffer.from('<!DOCTYPE html><script>alert(1)</script>')],
    [
      'webPage',
      '示意.png',
      () => Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
    ],
    ['executable', '批复.pdf', () => Buffer.from('MZ\x90\x00\x03\x00\x00\x00', 'latin1')],
    ['executable', '照片.jpg', () => Buffer.from('\x7fELF\x02\x01\x01\x00', 'latin1')],
    ['script', '说明.txt', () => Buffer.from('@echo off\r\ndel *.*')],
    ['macros', '合同.docx', async () => await aZip({ '[Content_Types].xml': types, 'word/document.xml': '<a/>' })],
    ['macros', '合同.docx', async () => await aDocx('', { 'word/vbaProject.bin': 'x' })],
    ['macros', '台账.xls', () => anOle(['Root Entry', 'Workbook', '_VBA_PROJECT_CUR'])],
    ['encrypted', '台账.xlsx', () => anOle(['Root Entry', 'EncryptedPackage', 'EncryptionInfo'])],
    ['archive', '材料.zip', async () => await aZip({ 'a.pdf': 'x' })],
    ['archive', '材料.docx', async () => await aZip({ 'word/document.xml': '<a/>' })],
    ['notAPackage', '材料.docx', async () => await aZip({ '[Content_Types].xml': '<Types/>' })],
    ['truncated', '批复.pdf', () => aPdf('a').subarray(0, 200)],
    ['truncated', '材料.docx', async () => (await aDocx(aParagraph('长'.repeat(500)))).subarray(0, 300)],
    ['tooUnfolded', '材料.docx', aBomb],
    ['rtf', '材料.doc', () => Buffer.from('{\\rtf1\\ansi hello}')],
    ['heic', '现场.jpg', () => Buffer.from('\x00\x00\x00\x18ftypheic\x00\x00', 'latin1')],
    ['video', '现场.mp4', () => Buffer.from('\x00\x00\x00\x18ftypisom\x00\x00', 'latin1')],
    ['unknown', '图纸.dwg', () => Buffer.from('AC1032\x00\x00\x00\x00\x00\x01', 'latin1')],
    ['empty', '空.pdf', () => Buffer.alloc(0)],
  ])('%s (%s)', async (reason, name, bytes) => {
    const refused = await put(name, await bytes())
    expect([refused.status, refused.body.code, refused.body.details?.reason]).toEqual([400, 'paper_refused', reason])
    expect(refused.body.message).toMatch(/。$/)
  })
})

describe('marked secret', () => {
  test.each<[string, string, () => Uint8Array | Promise<Uint8Array>]>([
    ['in the name', '（机密）方案.pdf', () => aPdf('a')],
    ['in a text', '方案.txt', () => Buffer.from('秘密★5年\n关于项目的请示')],
    ['in a Word file', '方案.docx', async () => await aDocx(aParagraph('机') + aParagraph('密 级：绝密'))],
    [
      'in its head',
      '方案2.docx',
      async () =>
        await aDocx(aParagraph('正文'), { 'word/header1.xml': '<w:hdr><w:p><w:t>机密★10年</w:t></w:p></w:hdr>' }),
    ],
  ])('%s is refused and not kept', async (_, name, bytes) => {
    const refused = await put(name, await bytes())
    expect([refused.status, refused.body.code]).toEqual([400, 'paper_secret'])
  })

  test('a duty to keep business secrets is no mark', async () => {
    const text = '第八条 双方对合作中知悉的商业秘密负有保密义务，不涉及国家秘密。'
    expect((await put('商业秘密保护协议.docx', await aDocx(aParagraph(text)))).status).toBe(200)
  })
})

describe('looked into', () => {
  const look = async (id: number, more = '') => (await stage.as('leader').get(`/api/papers/${id}/preview${more}`)).body

  test('a Word file is paragraphs and tables; markup in it is text, scripts and deleted words are nowhere', async () => {
    const cell = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${aParagraph(text)}</w:tc>`
    const body = [
      aParagraph('标题', '<w:pPr><w:jc w:val="center"/><w:outlineLvl w:val="0"/></w:pPr>'),
      '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>&lt;script&gt;alert(1)&lt;/script&gt;</w:t></w:r><w:del><w:r><w:delText>删去</w:delText><w:t>删去</w:t></w:r></w:del></w:p>',
      `<w:tbl><w:tr>${cell('合并', '<w:vMerge w:val="restart"/>')}${cell('甲')}</w:tr><w:tr>${cell('', '<w:vMerge/>')}${cell('乙')}</w:tr><w:tr>${cell('通栏', '<w:gridSpan w:val="2"/>')}</w:tr></w:tbl>`,
    ].join('')
    const { body: added } = await put('会议纪要.docx', await aDocx(body))
    const preview = await look(added.paper.id)
    expect(preview.blocks[0]).toMatchObject({ level: 1, align: 'center', runs: [{ text: '标题' }] })
    expect(preview.blocks[1].runs).toEqual([{ text: '<script>alert(1)</script>', bold: true }])
    expect(JSON.stringify(preview)).not.toContain('删去')
    const rows = preview.blocks[2].rows.map((row: { columns: number; rows: number }[]) =>
      row.map(({ columns, rows: height }) => [columns, height]),
    )
    expect(rows).toEqual([
      [
        [1, 2],
        [1, 1],
      ],
      [[1, 1]],
      [[2, 1]],
    ])
  })

  test('a workbook is a window of a sheet with its merges', async () => {
    const { workbookBytes } = await import('#platform/excel/write-workbook.ts')
    const lines = Array.from({ length: 450 }, (_, index) => [index + 1, `项目${index + 1}`])
    const sheet = {
      name: '清单',
      columns: [{ kind: 'auto' as const }, { kind: 'auto' as const }],
      headerRows: [
        ['清单', ''],
        ['序号', '名称'],
      ],
      merges: [{ top: 0, left: 0, bottom: 0, right: 1 }],
      rows: lines,
    }
    const { body } = await put('清单.xlsx', await workbookBytes([sheet]))
    const first = await look(body.paper.id)
    expect(first.sheets).toEqual([{ name: '清单', rows: 452, columns: 2, isHidden: false }])
    expect(first.merges).toEqual([{ top: 0, left: 0, bottom: 0, right: 1 }])
    expect(first.rows[2].map((cell: { text: string }) => cell.text)).toEqual(['1', '项目1'])
    const later = await look(body.paper.id, '?top=400')
    expect([later.top, later.rows.length, later.rows[0][1].text]).toEqual([400, 52, '项目399'])
  })

  test('text of any encoding is text', async () => {
    const { body } = await put('乙.txt', Buffer.from([0xcf, 0xee, 0xc4, 0xbf, 0x31]))
    expect(await look(body.paper.id)).toEqual({ type: 'plain', text: '项目1', isCut: false })
  })

  test('what cannot be shown is said in a sentence', async () => {
    const { body } = await put('又一.ofd', await aZip({ 'OFD.xml': '<ofd>2</ofd>' }))
    expect(await look(body.paper.id)).toMatchObject({ type: 'none', why: expect.stringMatching(/下载.*。$/) })
  })
})
