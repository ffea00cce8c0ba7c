// biome-ignore-all lint/a11y/useSemanticElements: drawn where it stands, a table would lay out every row and column
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: keys are heard where the focus is
import { memo } from 'react'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ImportPreview } from '../../../import/contract.ts'
import { fieldLabel, periodText } from '../../parts/labels.ts'
import { cellKey, lettersOf } from './marks.ts'
import { cellId } from './SheetRow.tsx'

type SheetColumn = ImportPreview['sheets'][number]['columns'][number]
type Props = {
  index: number
  column: SheetColumn | undefined
  left: number
  width: number
  isSelected: boolean
  isHidden: boolean
}

/** The letter of a column, the field it is read as, and the unit and time its amounts are of. */
export const ColumnHead = memo(function ColumnHead({ index, column, left, width, isSelected, isHidden }: Props) {
  const w = useWords()
  const letters = lettersOf(index)
  const label = column?.field ? fieldLabel(w, column.field) : column ? w('mapping.leftOut') : ''
  const facts = column ? columnFacts(column) : ''
  return (
    <div
      role="columnheader"
      id={cellId(-1, index)}
      data-place={cellKey(-1, index)}
      className={`sheet-head ${isSelected ? 'sheet-selected' : ''} ${column?.field ? '' : 'sheet-head-out'}`}
      style={{ left, width }}
      title={[letters, label, facts].filter(Boolean).join('　')}
    >
      <span className="sheet-letter">
        {letters}
        {isHidden && <small>{w('mapping.hiddenColumn')}</small>}
      </span>
      {label && <b>{label}</b>}
      {facts && <small>{facts}</small>}
    </div>
  )
})

/** `万元 · 2026年1—9月` */
export function columnFacts({ field, unit, year, period }: SheetColumn): string {
  const time = period ? periodText(period) : year ? periodText(String(year)) : null
  return [field && unit !== 'perCell' ? unit : null, time].filter(Boolean).join(' · ')
}
