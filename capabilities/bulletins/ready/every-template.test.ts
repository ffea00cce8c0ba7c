import { describe, expect, test } from 'vitest'
import { checkText } from '#capabilities/checker/public.ts'
import { againstData } from '#capabilities/checker/rules/against/against-data.ts'
import { type Books, reconcile, type Source, traceFigure } from '#capabilities/figures/public.ts'
import type { Block, Run } from '#platform/word/document-model.ts'
import { compose, mistakesOf, plainText } from '../template/compose.ts'
import { juneBooks, PUBLICATION, sampleRows, sampleScene } from '../template/sample-scene.ts'
import { READY_TEMPLATES } from './ready-templates.ts'

const lastYear: Books = { ...juneBooks(), month: '2025-07', period: '2025-07', cutoffOn: '2025-07-25' }
const rows = sampleRows().map((row, index) => ({ ...row, problems: index % 3 === 0 ? '用地手续尚未办结' : null }))
const GIVEN = { rows, earlier: { before: juneBooks(), yearBefore: lastYear, quarterBefore: juneBooks() } }

let judged = 0

describe.each(READY_TEMPLATES.map((template) => [template.name, template] as const))('%s', (_, { content }) => {
  const scene = sampleScene(GIVEN)
  const { document, figures, missing } = compose(content, scene, PUBLICATION)
  const { month, cutoffOn } = scene.book.material.now
  const source: Source = { round: { orgId: 9, month, cutoffOn }, rows, earlier: Object.values(GIVEN.earlier), figures }

  test('has no mistake and asks for nothing that is not there', () => {
    expect(mistakesOf(content, [])).toEqual([])
    expect(missing).toEqual([])
    expect(plainText(document)).not.toMatch(/undefined|\{\{|\}\}|NaN|—(?!\d)|，，|。。|；。|、。|，。/)
  })

  test('every number outside dates is a figure, and every figure is of the book', () => {
    const ids = new Set(figures.map(({ id }) => id))
    const runs = document.blocks.flatMap(runsOf)
    expect(runs.filter((run) => run.kind === 'figure').length).toBeGreaterThan(8)
    for (const run of runs) {
      if (run.kind === 'figure') expect([run.id, ids.has(run.id)]).toEqual([run.id, true])
      else expect(run.text.replace(DATES, '')).not.toMatch(/\d/)
    }
    const cells = document.blocks.flatMap((block) =>
      block.kind === 'table' ? block.rows.flatMap((row) => row.cells) : [],
    )
    for (const cell of cells) if (cell.figureId) expect([cell.text, ids.has(cell.figureId)]).toEqual([cell.text, true])
    for (const block of document.blocks)
      if (block.kind === 'picture') for (const id of block.figureIds) expect(ids.has(id)).toBe(true)
  })

  test('every figure is computed once more from its rows, names its formula and its as-of date', () => {
    const wrong = figures.filter((figure) => !traceFigure(figure, source).agrees)
    expect(wrong.map(({ id }) => id)).toEqual([])
    const untraced = figures.filter((figure) => figure.value !== '0' && traceFigure(figure, source).rows.length === 0)
    expect(untraced.map(({ id }) => id)).toEqual([])
    expect(figures.filter(({ asOf, formula }) => !/^\d{4}-\d\d-\d\d$/.test(asOf) || formula === '')).toEqual([])
  })

  test('it closes, in its data and in its text', () => {
    expect(reconcile(figures)).toEqual([])
    const { relations, slips } = checkText(plainText(document))
    expect(relations.filter(({ status }) => status === 'fails' || status === 'suspect')).toEqual([])
    expect(slips).toEqual([])
  })

  test('the checker, given the data it was made of, contradicts none of it', () => {
    const text = plainText(document)
    const { figures: claims } = againstData(text, checkText(text, { year: '2026' }), scene.book.material, {
      kind: 'region',
    })
    expect(claims.filter(({ verdict }) => verdict === 'contradicts').map(({ why }) => why)).toEqual([])
    judged += claims.filter(({ data }) => data !== null).length
  })

  test('the same period gives the same document', () => {
    expect(compose(content, sampleScene(GIVEN), PUBLICATION)).toEqual({ document, figures, missing })
  })
})

test('most of what the documents say is judged', () => {
  expect(judged).toBeGreaterThan(70)
})

/** Years, months and days, weeks, the names of ordinal lists and project names of the sample. */
const DATES = /\d{4}年|(\d+—)?\d+月末?|\d+日|第\d+周|项目3\d\d|滞后较多的30个|前20个/gu

function runsOf(block: Block): Run[] {
  return block.kind === 'paragraph' ? block.runs : []
}
