import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ZipWriter } from '../excel/zip-writer.ts'
import { type DocxBlock, readDocx } from './read-docx.ts'

async function aFile(body: string, more: Record<string, string> = {}): Promise<Buffer> {
  const zip = new ZipWriter()
  const pieces: Buffer[] = []
  for (const [name, text] of Object.entries({
    'word/document.xml': `<w:document><w:body>${body}</w:body></w:document>`,
    ...more,
  }))
    for await (const piece of zip.entry(name, [text])) pieces.push(piece)
  return Buffer.concat([...pieces, zip.end()])
}

const textOf = (blocks: DocxBlock[]) =>
  blocks
    .map((block) => (block.type === 'paragraph' ? block.runs.map(({ text }) => text).join('') : block.type))
    .join('|')

test('what stands in it comes in order: runs, tabs, breaks, entities', async () => {
  const body =
    '<w:p><w:r><w:t>甲&amp;</w:t><w:tab/><w:t>乙</w:t><w:br/></w:r></w:p><w:p/><w:p><w:r><w:t>丙</w:t></w:r></w:p>'
  expect(textOf(readDocx(await aFile(body)).blocks)).toBe('甲&\t乙\n||丙')
})

test('a format holds for its own run, and is off where it says so', async () => {
  const body =
    '<w:p><w:r><w:rPr><w:b/><w:u w:val="single"/></w:rPr><w:t>粗</w:t></w:r><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>细</w:t></w:r></w:p>'
  const [paragraph] = readDocx(await aFile(body)).blocks
  expect(paragraph).toMatchObject({ runs: [{ text: '粗', bold: true, underline: true }, { text: '细' }] })
})

test('headings are told by their style’s own name', async () => {
  const styles = '<w:styles><w:style w:type="paragraph" w:styleId="a3"><w:name w:val="heading 2"/></w:style></w:styles>'
  const body = '<w:p><w:pPr><w:pStyle w:val="a3"/></w:pPr><w:r><w:t>一、</w:t></w:r></w:p>'
  expect(readDocx(await aFile(body, { 'word/styles.xml': styles })).blocks[0]).toMatchObject({ level: 2 })
})

test('a picture from elsewhere is never fetched, fields and deleted words are not text', async () => {
  const rels =
    '<Relationships><Relationship Id="r1" Target="http://a.invalid/media/x.png" TargetMode="External"/></Relationships>'
  const body =
    '<w:p><w:r><w:drawing><a:blip r:embed="r1"/></w:drawing></w:r><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r><w:del><w:r><w:t>删</w:t></w:r></w:del></w:p>'
  expect(textOf(readDocx(await aFile(body, { 'word/_rels/document.xml.rels': rels })).blocks)).toBe('')
})

test('a table in a table gives its words to none, and the outer one stays whole', async () => {
  const cell = (text: string) => `<w:tc><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`
  const inner = `<w:tbl><w:tr>${cell('内')}</w:tr></w:tbl>`
  const body = `<w:tbl><w:tr><w:tc>${inner}<w:p><w:r><w:t>外</w:t></w:r></w:p></w:tc>${cell('右')}</w:tr></w:tbl>`
  const [table] = readDocx(await aFile(body)).blocks
  expect(table?.type === 'table' && table.rows[0]!.length).toBe(2)
})

test('a file of a million paragraphs ends early and says so', async () => {
  const { blocks, isCut } = readDocx(await aFile('<w:p><w:r><w:t>长</w:t></w:r></w:p>'.repeat(200_000)))
  expect([blocks.length, isCut]).toEqual([4_000, true])
})

test('any jumble of tags is read without an error', async () => {
  const tag = fc.constantFrom('p', 'r', 't', 'tbl', 'tr', 'tc', 'pPr', 'rPr', 'del', 'b', 'vMerge', 'gridSpan')
  const piece = fc.oneof(
    tag.map((name) => `<w:${name}>`),
    tag.map((name) => `</w:${name}>`),
    tag.map((name) => `<w:${name} w:val="2"/>`),
    fc.constantFrom('文', '<', '&#x41;', '"'),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
      const file = await aFile(pieces.join(''))
      expect(() => readDocx(file)).not.toThrow()
    }),
    { numRuns: 150 },
  )
})
