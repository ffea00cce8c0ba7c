import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatBlock, parseBlock } from './block-text.ts'

describe('a block from the clipboard', () => {
  test.each([
    ['one cell', '1200', [['1200']]],
    [
      'Excel ends every row',
      '1\t2\r\n3\t4\r\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'WPS with plain line feeds',
      '1\t2\n3\t4\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'empty cells keep their place',
      '\t2\r\n\t\r\n',
      [
        ['', '2'],
        ['', ''],
      ],
    ],
    ['a line break inside a cell', '"第一行\n第二行"\t5\r\n', [['第一行\n第二行', '5']]],
    ['a quote inside a cell', '"称""一号""工程"\t1', [['称"一号"工程', '1']]],
    ['a quote that opens nothing', '"一号"工程\t1', [['"一号"工程', '1']]],
    ['a quote that is never closed', '"开工\t1', [['"开工', '1']]],
    ['nothing', '', [['']]],
  ])('%s', (_, text, rows) => {
    expect(parseBlock(text)).toEqual(rows)
  })

  test('what was copied is what is pasted', () => {
    const cell = fc.stringMatching(/^[0-9a-z项目"\t\n ]{0,8}$/)
    // one empty cell alone is no block: it reads as nothing
    const block = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      )
    fc.assert(
      fc.property(block, (rows) => {
        fc.pre(rows.at(-1)!.some((text) => text !== '') || rows.at(-1)!.length > 1 || rows.length === 1)
        expect(parseBlock(formatBlock(rows))).toEqual(rows)
      }),
    )
  })
})
