import { afterEach, expect, test, vi } from 'vitest'
import { buildOfficialDocument } from './official-document.ts'
import { docxParts } from './reading-docx.ts'
import { sampleDocument } from './sample-document.ts'
import { sampleForm, sampleLetter, samplePicture, sampleSources, sampleWideTable } from './sample-forms.ts'

afterEach(() => void vi.useRealTimers())

const everything = sampleDocument({
  title: '关于<百日会战>&“收官”的通报',
  blocks: [...sampleDocument().blocks, samplePicture(), sampleForm(), sampleWideTable(12, 3)],
})

test.each(['comments', 'footnotes', 'appendix'] as const)('the same bytes years apart, with %s', async (style) => {
  const build = async (moment: string) => {
    vi.useFakeTimers({ now: new Date(moment), toFake: ['Date'] })
    return Buffer.from(await buildOfficialDocument(everything, { sources: sampleSources(style) }))
  }
  const first = await build('2026-11-03T08:00:00Z')
  // other documents in between use up numbers
  await buildOfficialDocument(sampleLetter())
  expect((await build('2031-01-31T23:59:59Z')).equals(first)).toBe(true)
})

test('another document is another file, and its properties carry its own day', async () => {
  const build = async (date: string) => Buffer.from(await buildOfficialDocument({ ...everything, date }))
  const first = await build('2026-11-03')
  expect((await build('2026-11-04')).equals(first)).toBe(false)
  const properties = docxParts(first).get('docProps/core.xml')!
  expect(properties).toContain('<dcterms:modified xsi:type="dcterms:W3CDTF">2026-11-03T00:00:00Z</dcterms:modified>')
  expect(properties).toContain('<dc:title>关于&lt;百日会战&gt;&amp;“收官”的通报</dc:title>')
})

test.each(['', '十一月', '2026-13-45'])('a draft dated %j still opens', async (date) => {
  const parts = docxParts(await buildOfficialDocument({ ...everything, date }, { sources: sampleSources('comments') }))
  expect(parts.get('docProps/core.xml')).toContain('>1980-01-01T00:00:00Z<')
  expect(parts.get('word/comments.xml')).toContain('w:date="1980-01-01T00:00:00.000Z"')
})
