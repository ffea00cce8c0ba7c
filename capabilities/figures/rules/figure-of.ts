import { sumWan } from '#kernel/money.ts'
import { monthOf, monthSpanText } from '#kernel/period.ts'
import { type Answer, type Ask, type Asked, type FigureBook, figureId, isMissing } from './ask.ts'
import { compared } from './compared.ts'
import { type Amount, COUNTS, isAmount } from './counting.ts'
import { DERIVED } from './derived.ts'
import type { Figure } from './figure.ts'
import { rowsOf } from './following.ts'
import { figure } from './make-figure.ts'
import type { Books, Earlier, Material } from './material.ts'
import { NOT_THERE } from './not-there.ts'
import { enterParts } from './partitions.ts'
import { subjectOf } from './subjects.ts'
import { whoseName } from './whose.ts'

/**
 * The one door: every figure of every document comes from here, entered together with its parts and inputs, so that the document can be
 * reconciled and each figure traced to its rows.
 */
export function figureBook(material: Material): FigureBook {
  const entered = new Map<string, Answer>()
  const book: FigureBook = {
    material,
    figures: [],
    figureOf(ask) {
      const id = figureId(material, ask)
      const known = entered.get(id)
      if (known) return known
      const answer = answerOf(book, ask, id)
      // what an answer leads to may have entered it already
      const entry = entered.get(id) ?? answer
      if (!entered.has(id)) {
        entered.set(id, entry)
        if (!isMissing(entry)) {
          book.figures.push(entry)
          enterParts(book, entry, ask)
        }
      }
      return entry
    },
  }
  return book
}

/** One figure with its provenance, outside any document: subject, organisation or project, period. */
export function figureOf(material: Material, ask: Ask): { answer: Answer; figures: Figure[] } {
  const book = figureBook(material)
  return { answer: book.figureOf(ask), figures: book.figures }
}

function answerOf(book: FigureBook, ask: Ask, id: string): Answer {
  const { material } = book
  const { subject, whose, at = 'now' } = ask
  const { only, names } = subjectOf(subject)
  if ((only === 'region' && whose.kind !== 'region') || (only === 'member' && whose.kind !== 'member'))
    return { missing: `${whoseName(material, whose)}没有“${names[0]}”。` }
  // places and the group are those of the ranking the document stands on
  if (only && at !== 'now') return { missing: `“${names[0]}”只有本期的。` }
  const books = at === 'now' ? material.now : material.earlier[at]
  if (!books) return { missing: NOT_THERE[at as Earlier] }
  const asked: Asked = { book, books, ask, id }
  return ask.compared ? compared(asked) : plain(asked)
}

function plain(asked: Asked): Answer {
  const { subject } = asked.ask
  const own = DERIVED[subject]
  if (own) return own(asked)
  if (isAmount(subject)) return amount(asked, subject)
  return count(asked)
}

function amount(asked: Asked, column: Amount): Answer {
  const { books } = asked
  if (books.kind === 'ledger' && column === 'totalInvestment') return { missing: '台账的逐月数据里没有总投资。' }
  return figure(asked, {
    value: sumWan(rowsOf(asked).map((row) => row[column])),
    unit: '万元',
    what: AMOUNT_WHAT[column](books),
    column,
  })
}

const AMOUNT_WHAT = {
  annualPlan: (books: Books) => `年度计划投资（${books.planBasis}）`,
  completedYtd: (books: Books) => `${monthSpanText(books.month)}完成投资`,
  completedCurrent: (books: Books) => `${monthOf(books.month)}月当月完成投资`,
  totalInvestment: () => '总投资',
}

function count(asked: Asked): Answer {
  const { books, ask } = asked
  const { light, names } = subjectOf(ask.subject)
  if (books.kind === 'ledger') return { missing: '没有这一期的调度，台账的逐月数据里只有投资。' }
  const rows = rowsOf(asked).filter((row) => light === undefined || row.light === light)
  const column = light ? 'light' : ask.subject
  const counted = rows.filter((row) => COUNTS[column]?.(row, books) ?? false)
  return figure(asked, {
    value: String(counted.length),
    unit: '个',
    what: names[0],
    column,
    ...(light ? { light } : {}),
    ...(ask.subject === 'newCount' ? { planState: 'new' as const, column: 'projectCount' } : {}),
    ...(ask.subject === 'continuingCount' ? { planState: 'continuing' as const, column: 'projectCount' } : {}),
  })
}
