import { type Figure, isMissing } from '#capabilities/figures/public.ts'
import { ofWhichText, respectivelyText } from '#kernel/wording.ts'
import type { Run } from '#platform/word/document-model.ts'
import { textRun } from '#platform/word/document-model.ts'
import { itemsOf } from './lists.ts'
import { around, say, sayFromTo } from './say.ts'
import { figureAt, type Here, holds, type Item, type Scene, wordAt } from './scene.ts'
import type { FigureValue, Node } from './syntax.ts'

/** A run, the end of a line, or what stands on lines of its own: a table, a form, a chart, the beginning of an attachment. */
export type Piece =
  | { kind: 'run'; run: Run; isOwn: boolean }
  | { kind: 'break' }
  | { kind: 'block'; node: BlockNode; here: Here }
export type BlockNode = Extract<Node, { kind: 'table' | 'form' | 'chart' | 'attachment' }>

/** What a template prints here, conditions decided and lists written out. */
export function piecesOf(here: Here, nodes: readonly Node[]): Piece[] {
  return nodes.flatMap((node): Piece[] => {
    switch (node.kind) {
      case 'text':
        return textPieces(node.text)
      case 'value':
        return valueRuns(here, node).map((run): Piece => ({ kind: 'run', run, isOwn: false }))
      case 'choice': {
        const branch = node.branches.find(({ when }) => holds(here, when))
        return piecesOf(here, branch ? branch.body : node.otherwise)
      }
      case 'each':
        return eachPieces(here, node)
      case 'phrase':
        return phraseRuns(here, node).map((run): Piece => ({ kind: 'run', run, isOwn: false }))
      default:
        return [{ kind: 'block', node, here }]
    }
  })
}

export function runsOf(here: Here, nodes: readonly Node[]): Run[] {
  return joined(piecesOf(here, nodes).flatMap((piece) => (piece.kind === 'run' ? [piece.run] : [])))
}

export function textOf(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('')
}

/** The template's own text has lines; what is filled in has none. */
function textPieces(text: string): Piece[] {
  return text
    .split('\n')
    .flatMap((line, index): Piece[] => [
      ...(index > 0 ? [{ kind: 'break' } as const] : []),
      ...(line === '' ? [] : [{ kind: 'run', run: textRun(line), isOwn: true } as const]),
    ])
}

function eachPieces(here: Here, node: Extract<Node, { kind: 'each' }>): Piece[] {
  const items = itemsOf(here, node.list)
  if (items.length === 0) return piecesOf(here, node.none)
  return items.flatMap((item, index): Piece[] => [
    ...(index > 0 && node.between !== '' ? textPieces(node.between) : []),
    ...piecesOf({ ...here, item }, node.body),
  ])
}

/** A value, or — where there is none, which is told. */
function valueRuns(here: Here, { value, at }: Extract<Node, { kind: 'value' }>): Run[] {
  if (value.kind === 'figure') return figureRuns(here, value, at)
  const text = wordAt(here, value.word)
  if (text !== null) return text === '' ? [] : [textRun(text)]
  here.holes.push({ at, sentence: `“${value.word}”只能写在“逐个”或“表”里。` })
  return [textRun('—')]
}

function figureRuns(here: Here, value: FigureValue, at: number): Run[] {
  const answer = figureAt(here, value)
  if (isMissing(answer)) {
    // a column of a table has — where there is nothing; a sentence with — in it is not finished
    if (!value.form.isBare) here.holes.push({ at, sentence: answer.missing })
    return [textRun('—')]
  }
  const earlier = value.cameFrom ? figureAt(here, { ...value, at: value.cameFrom }) : null
  if (earlier && isMissing(earlier)) {
    here.holes.push({ at, sentence: earlier.missing })
    return [textRun('—')]
  }
  if (earlier) return sayFromTo(earlier, answer, value)
  const { scene, item } = here
  return say({
    figure: answer,
    value,
    from: inputsOf(answer, scene),
    isTied: isTied(item, scene, value),
    scope: scene.words.全域,
    than: value.compared === 'yearBefore' ? '上年同期' : scene.words.上期末,
  })
}

/** 甲、乙分别为1个、2个; 其中，甲1个、乙2个. Who has no such figure is left out. */
function phraseRuns(here: Here, { how, list, of, at }: Extract<Node, { kind: 'phrase' }>): Run[] {
  const told = itemsOf(here, list).flatMap((item) => {
    const figure = figureAt({ ...here, item }, of)
    if (isMissing(figure)) return []
    return [{ name: item.words.名称 ?? '', figure, text: textOf(figureRuns({ ...here, item }, of, at)) }]
  })
  const clause =
    how === '分别'
      ? respectivelyText(
          told.map(({ name }) => name),
          told.map(({ text }) => text),
        )
      : ofWhichText(told.map(({ name, text }) => `${name}${text}`))
  return around(
    clause,
    told.map(({ figure, text }) => [figure, text] as const),
  )
}

/** The figures of the document it follows from. */
export function inputsOf({ inputs }: Figure, { book }: Scene): Figure[] {
  return inputs.flatMap((input) =>
    'figure' in input ? (book.figures.find(({ id }) => id === input.figure) ?? []) : [],
  )
}

function isTied(item: Item | null, { book }: Scene, { organisation }: FigureValue): boolean {
  const { members } = book.material
  const orgId = item?.whose.kind === 'member' ? item.whose.orgId : null
  return members.find((one) => (organisation ? one.name === organisation : one.orgId === orgId))?.isTied ?? false
}

/** The cells of a line: its own | part them, those of filled-in text do not. */
export function cellsOf(here: Here, line: readonly Node[]): Run[][] {
  const cells: Run[][] = [[]]
  for (const piece of piecesOf(here, line)) {
    if (piece.kind !== 'run') continue
    if (!piece.isOwn) {
      cells.at(-1)!.push(piece.run)
      continue
    }
    for (const [index, text] of piece.run.text.split(/[|｜]/).entries()) {
      if (index > 0) cells.push([])
      if (text.trim() !== '') cells.at(-1)!.push(textRun(text.trim()))
    }
  }
  return cells.map(joined)
}

/** Neighbouring pieces of plain text become one. */
export function joined(runs: readonly Run[]): Run[] {
  const all: Run[] = []
  for (const run of runs) {
    const last = all.at(-1)
    if (last?.kind === 'text' && run.kind === 'text') all[all.length - 1] = textRun(last.text + run.text)
    else all.push(run)
  }
  return all
}
