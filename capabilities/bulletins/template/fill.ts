import type { Attachment, Block, FormField, Run } from '#platform/word/document-model.ts'
import { chartBlock } from './chart.ts'
import { type BlockNode, cellsOf, joined, type Piece, piecesOf, runsOf, textOf } from './pieces.ts'
import { beginningOf, type Here, type Hole, type Scene } from './scene.ts'
import type { Node } from './syntax.ts'
import { tableBlock } from './table.ts'

/** A template filled in: what is printed, and what could not be. */
export interface Filled {
  blocks: Block[]
  attachments: Attachment[]
  holes: Hole[]
}

/** Pure: the same template, figures and words give the same document for ever. */
export function fill(nodes: readonly Node[], scene: Scene): Filled {
  const here = beginningOf(scene)
  const sections = sectionsOf(piecesOf(here, nodes))
  const [body, ...attachments] = sections
  return {
    blocks: body?.blocks ?? [],
    attachments: attachments.map(({ title, blocks }) => (blocks.length > 0 ? { title, blocks } : { title })),
    holes: here.holes,
  }
}

/** One line, for titles and 主送: breaks are dropped. */
export function fillLine(nodes: readonly Node[], scene: Scene): { text: string; holes: Hole[] } {
  const here = beginningOf(scene)
  return { text: textOf(runsOf(here, nodes)), holes: here.holes }
}

/** A table or a chart of nobody is left out. */
function blockOf(here: Here, node: Exclude<BlockNode, { kind: 'attachment' }>): Block | null {
  if (node.kind === 'table') return tableBlock(here, node)
  if (node.kind === 'chart') return chartBlock(here, node.chart)
  return { kind: 'form', rows: node.lines.map((line) => ({ fields: formFields(here, line) })) }
}

/** `督办等级：红`, `办理情况：（空3行）`, two pairs of a row parted by |. */
function formFields(here: Here, line: readonly Node[]): FormField[] {
  return cellsOf(here, line).map((runs) => {
    const text = textOf(runs)
    const [label = '', value = ''] = [text.slice(0, text.search(/[：:]/)), text.slice(text.search(/[：:]/) + 1)]
    const lines = /（空(\d+)行）/.exec(value)
    const level = /等级$/.test(label) ? (/[蓝黄红]/.exec(value)?.[0] as FormField['level']) : undefined
    if (level) return { label, level }
    if (lines) return { label, blankLines: Number(lines[1]) }
    return { label, runs: afterLabel(runs) }
  })
}

/** The runs behind the label's colon. */
function afterLabel(runs: readonly Run[]): Run[] {
  const rest: Run[] = []
  let isBehind = false
  for (const run of runs) {
    const at = isBehind ? -1 : run.text.search(/[：:]/)
    if (isBehind) rest.push(run)
    else if (at >= 0) {
      isBehind = true
      const text = run.text.slice(at + 1)
      if (text !== '') rest.push({ ...run, text })
    }
  }
  return rest
}

interface Section {
  title: string
  blocks: Block[]
}

function sectionsOf(pieces: readonly Piece[]): Section[] {
  const sections: Section[] = [{ title: '', blocks: [] }]
  let line: Piece[] = []
  const close = () => {
    const made = lineBlock(line)
    if (made) sections.at(-1)!.blocks.push(made)
    line = []
  }
  for (const piece of pieces) {
    if (piece.kind === 'run') line.push(piece)
    else {
      close()
      if (piece.kind === 'break') continue
      const { node, here } = piece
      const made = node.kind === 'attachment' ? null : blockOf(here, node)
      if (node.kind === 'attachment') sections.push({ title: node.title, blocks: [] })
      else if (made) sections.at(-1)!.blocks.push(made)
    }
  }
  close()
  return sections
}

/** A line is a paragraph, a heading when it begins with # to ####, and nothing when it is blank. */
function lineBlock(line: readonly Piece[]): Block | null {
  const runs = trimmed(joined(line.flatMap((piece) => (piece.kind === 'run' ? [piece.run] : []))))
  const [first] = runs
  if (!first) return null
  const heading = first.kind === 'text' ? /^(#{1,4})\s*/.exec(first.text) : null
  if (!heading) return { kind: 'paragraph', runs }
  const level = heading[1]!.length as 1 | 2 | 3 | 4
  return { kind: 'heading', level, text: textOf(runs).slice(heading[0].length) }
}

function trimmed(runs: readonly Run[]): Run[] {
  const copy = runs.map((run) => ({ ...run }))
  if (copy[0]?.kind === 'text') copy[0].text = copy[0].text.trimStart()
  const last = copy.at(-1)
  if (last?.kind === 'text') last.text = last.text.trimEnd()
  return copy.filter(({ text }) => text !== '')
}
