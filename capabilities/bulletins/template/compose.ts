import type { Figure } from '#capabilities/figures/public.ts'
import type { Block, OfficialDocument } from '#platform/word/document-model.ts'
import type { TemplateContent } from './content.ts'
import { fill, fillLine } from './fill.ts'
import { readTemplate } from './read-template.ts'
import type { Scene } from './scene.ts'
import type { TemplateMistake } from './syntax.ts'

/** What the office decides about the paper itself. */
export type Publication = Pick<OfficialDocument, 'issuer' | 'date' | 'publicity' | 'signers' | 'attendance'>

export type Part = 'title' | 'addressees' | 'note' | 'body'
export type PartMistake = TemplateMistake & { part: Part }

/** A place where a figure is asked for that this period does not have. */
export interface MissingFigure {
  part: Part
  line: number
  sentence: string
}

export interface Composed {
  document: OfficialDocument
  figures: Figure[]
  missing: MissingFigure[]
}

/** What is wrong with a template's parts, for the one who writes it. Empty when it can be filled in. */
export function mistakesOf(content: TemplateContent, organisations: readonly string[]): PartMistake[] {
  return PARTS.flatMap((part) =>
    readTemplate(content[part], { organisations }).mistakes.map((mistake) => ({ ...mistake, part })),
  )
}

const PARTS = ['title', 'addressees', 'note', 'body'] as const

/**
 * Fills a template in. Pure: the same template, figures and words give the same document for ever. A template with mistakes is refused
 * before (`mistakesOf`); here it throws.
 */
export function compose(content: TemplateContent, scene: Scene, publication: Publication): Composed {
  const { material } = scene.book
  const organisations = [...material.members.map(({ name }) => name), material.ownLevel]
  const missing: MissingFigure[] = []
  const nodesOf = (part: Part) => {
    const { nodes, mistakes } = readTemplate(content[part], { organisations })
    if (!nodes) throw new Error(`template ${part}: ${mistakes[0].sentence}`)
    return nodes
  }
  const told = (part: Part, holes: readonly { at: number; sentence: string }[]) => {
    for (const { at, sentence } of holes) missing.push({ part, line: lineOf(content[part], at), sentence })
  }
  const lineFor = (part: Part) => {
    const { text, holes } = fillLine(nodesOf(part), scene)
    told(part, holes)
    return text
  }
  const title = lineFor('title')
  const addressees = lineFor('addressees')
  const note = lineFor('note')
  const { blocks, attachments, holes } = fill(nodesOf('body'), scene)
  told('body', holes)
  const { issuer, date } = publication
  const document: OfficialDocument = {
    kind: content.kind,
    ...(content.masthead === '' ? {} : { masthead: content.masthead }),
    ...publication,
    title,
    addressees: partsOf(addressees, /[；;]/),
    blocks,
    ...(attachments.length > 0 ? { attachments } : {}),
    signature: UNSIGNED.has(content.kind) ? '' : issuer,
    ...(note === '' ? {} : { note }),
    ...(hasImprint(content)
      ? { imprint: { copyTo: partsOf(content.copyTo, /[，,；;]/), issuedBy: issuer, issuedOn: date } }
      : {}),
  }
  return { document, figures: scene.book.figures, missing }
}

/** The head of a 简报 names issuer and date already: without 抄送 there is nothing left for a 版记 to say. */
function hasImprint({ kind, copyTo }: TemplateContent): boolean {
  return kind !== '简报' || copyTo.trim() !== ''
}

/** The head of a 简报 names issuer and date; a 纪要 is not signed. */
const UNSIGNED: ReadonlySet<string> = new Set(['简报', '纪要'])

function partsOf(text: string, mark: RegExp): string[] {
  return text
    .split(mark)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}

/** The words of a document's own text, paragraph by paragraph: what the checker reads before it leaves. */
export function plainText(document: OfficialDocument): string {
  const ofBlock = (block: Block): string[] => {
    if (block.kind === 'heading') return [block.text]
    return block.kind === 'paragraph' ? [block.runs.map(({ text }) => text).join('')] : []
  }
  return [document.title, ...document.blocks.flatMap(ofBlock)].join('\n')
}
