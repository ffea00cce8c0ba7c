import { useMemo } from 'react'
import { moneyIn } from '#platform/web/format.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ReportRow } from '../../contract.ts'
import type { FigureField, FigureTexts } from '../model/figure-texts.ts'
import type { GridColumn } from '../model/paste.ts'

export type FillColumn = GridColumn & {
  title: string
  unit?: string
  /** CSS track size. */
  width: string
  kind: 'text' | 'number'
  /** What stands in the cell and is copied. */
  text: (row: ReportRow, texts: FigureTexts) => string
}

/** The columns of the reporter's grid: what is known on the left, what is filled in on the right. */
export function useFillColumns(): FillColumn[] {
  const w = useWords()
  return useMemo(() => {
    const known = (key: string, title: string, width: string, text: FillColumn['text']): FillColumn => ({
      key,
      title,
      unit: w('kit.unit.wan'),
      width,
      kind: 'number',
      text,
    })
    const filled = (field: FigureField, title: string, width: string, unit?: string): FillColumn => ({
      key: field,
      field,
      title,
      unit,
      width,
      kind: unit ? 'number' : 'text',
      text: (_, texts) => texts[field],
    })
    const wan = w('kit.unit.wan')
    return [
      {
        key: 'project',
        isName: true,
        title: w('dispatch.column.project'),
        width: 'minmax(13rem, 1.6fr)',
        kind: 'text',
        text: (row) => row.projectName,
      },
      known('annualPlan', w('dispatch.column.plan'), '5.25rem', (row) => moneyIn(row.annualPlan, 'wan')),
      known('previousCurrent', w('dispatch.column.previousCurrent'), '5.25rem', (row) =>
        moneyIn(row.previousCurrent, 'wan'),
      ),
      known('previousYtd', w('dispatch.column.previousYtd'), '5.5rem', (row) => moneyIn(row.previousYtd, 'wan')),
      filled('completedCurrent', w('dispatch.column.current'), '6rem', wan),
      filled('completedYtd', w('dispatch.column.ytd'), '6rem', wan),
      filled('physicalProgress', w('dispatch.column.physical'), '4.5rem', '%'),
      filled('progressText', w('dispatch.column.progressText'), 'minmax(9.5rem, 3fr)'),
      filled('problems', w('dispatch.column.problems'), 'minmax(7rem, 2fr)'),
      filled('nextStep', w('dispatch.column.nextStep'), 'minmax(7rem, 2fr)'),
      filled('explanation', w('dispatch.column.explanation'), 'minmax(5.25rem, 1.5fr)'),
    ]
  }, [w])
}
