import { expect, test } from 'vitest'
import { formatHtml } from './block-html.ts'

test('numbers stay numbers, everything else stays text, and nothing becomes markup', () => {
  const html = formatHtml([
    [{ text: '名称', heading: true }],
    [{ text: '001' }, { text: '12.5', number: true }, { text: '<b>一&"二"\n三' }],
  ])
  expect(html).toContain(`<td style="mso-number-format:'\\@'">001</td>`)
  expect(html).toContain('<td>12.5</td>')
  expect(html).toContain('&lt;b&gt;一&amp;&quot;二&quot;<br style="mso-data-placement:same-cell">三')
})
