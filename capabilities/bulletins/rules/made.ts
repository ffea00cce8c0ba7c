import type { Books, Material, Source } from '#capabilities/figures/public.ts'
import { type Composed, compose, type Publication } from '../template/compose.ts'
import type { Template } from '../template/content.ts'
import { type RoundNature, sceneOf } from './scene-of.ts'

/**
 * How a document was made of its rows: the template's own text with its version, the group and its places, what was so of the period, and
 * what the office decided. With the frozen rows it gives the same document for ever.
 */
export interface Made {
  template: Pick<Template, 'key' | 'name' | 'content'> & { version: number | null }
  org: { name: string }
  nature: RoundNature
  publication: Publication
  /** 发放范围. */
  circulation?: string
  /** What did not add up, and how the office explained it. */
  explanations?: { sentence: string; explanation: string }[]
  material: Omit<Material, 'now' | 'earlier'> & {
    now: Omit<Books, 'rows'>
    earlier: Partial<Record<keyof Material['earlier'], Omit<Books, 'rows'>>>
  }
}

/** A document of a template, figures and words; what was made once and what is made now come through here. */
export function composed(made: Omit<Made, 'material'>, material: Material): Composed {
  const { template, org, nature, publication } = made
  return compose(template.content, sceneOf({ material, org, issuer: publication.issuer, nature }), publication)
}

/** The material without its rows, which are kept once beside it. */
export function withoutRows({ now, earlier, ...rest }: Material): Made['material'] {
  const { rows: _, ...bare } = now
  const others = Object.entries(earlier).map(([name, { rows: __, ...books }]) => [name, books])
  return { ...rest, now: bare, earlier: Object.fromEntries(others) }
}

/** The document made once more from what was frozen. */
export function madeAgain(made: Made, { rows, earlier = [] }: Omit<Source, 'figures'>): Composed {
  const others = Object.entries(made.material.earlier).flatMap(([name, books]) => {
    const kept = earlier.find(({ period }) => period === books.period)
    return kept ? [[name, { ...books, rows: kept.rows }] as const] : []
  })
  const material: Material = {
    ...made.material,
    now: { ...made.material.now, rows },
    earlier: Object.fromEntries(others),
  }
  return composed(made, material)
}

/** What is frozen of the other periods: those that figures of the document are of. */
export function earlierSources(material: Material, figures: readonly { source: { period?: string } }[]) {
  const used = new Set(figures.flatMap(({ source }) => source.period ?? []))
  return Object.values(material.earlier).filter(({ period }) => used.has(period))
}
