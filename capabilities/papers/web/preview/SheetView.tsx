import { Button } from '#platform/web/kit/Button.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { WorkbookWindow } from '../../preview/contract.ts'

type Props = { data: WorkbookWindow; busy: boolean; onMove: (window: { sheet: number; top: number }) => void }
const STEP = 200

/** A window of a sheet, with its merged cells; the sheets are tabs below, as in a spreadsheet. */
export function SheetView({ data, busy, onMove }: Props) {
  const w = useWords()
  const { sheets, sheet, top, rows, merges } = data
  const own = sheets[sheet]!
  const wide = rows[0]?.length ?? 0
  const covered = coveredBy(merges)
  return (
    <div className="preview-sheet" aria-busy={busy}>
      {rows.length === 0 || wide === 0 ? (
        <p className="no-value">{w('papers.preview.emptySheet')}</p>
      ) : (
        <div className="preview-scroll preview-grid">
          <table>
            <thead>
              <tr>
                <th />
                {Array.from({ length: wide }, (_, column) => (
                  <th key={letters(column)}>{letters(column)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((cells, index) => {
                const row = top + index
                return (
                  <tr key={row}>
                    <th>{row + 1}</th>
                    {cells.map((cell, column) => {
                      const key = `${row}/${column}`
                      const merge = covered.get(key)
                      if (merge && (merge.left !== column || Math.max(merge.top, top) !== row)) return null
                      return (
                        <td
                          key={key}
                          className={`cell-${cell.kind}`}
                          colSpan={merge ? merge.right - merge.left + 1 : 1}
                          rowSpan={merge ? merge.bottom - Math.max(merge.top, top) + 1 : 1}
                        >
                          {cell.text}
                        </td>
                      )
                    })}
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      <footer>
        <div className="preview-tabs" role="tablist" aria-label={own.name}>
          {sheets.map(({ name, isHidden }, index) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: sheets may share a name
              key={index}
              type="button"
              role="tab"
              aria-selected={index === sheet}
              onClick={() => onMove({ sheet: index, top: 0 })}
            >
              {isHidden ? w('papers.preview.sheetHidden', { name }) : name}
            </button>
          ))}
        </div>
        <p>
          {rows.length > 0 && w('papers.preview.rows', { from: top + 1, to: top + rows.length, rows: own.rows })}
          {own.columns > wide && ` ${w('papers.preview.columnsCut', { count: wide, all: own.columns })}`}{' '}
          <span className="no-value">{w('papers.preview.valuesOnly')}</span>
        </p>
        {own.rows > STEP && (
          <span>
            <Button size="s" disabled={top === 0} onClick={() => onMove({ sheet, top: Math.max(0, top - STEP) })}>
              {w('papers.preview.earlier')}
            </Button>
            <Button size="s" disabled={top + STEP >= own.rows} onClick={() => onMove({ sheet, top: top + STEP })}>
              {w('papers.preview.later')}
            </Button>
          </span>
        )}
      </footer>
    </div>
  )
}

type Merge = WorkbookWindow['merges'][number]

/** Which merge a cell belongs to; bounded, since a file may name huge ones. */
function coveredBy(merges: readonly Merge[]): Map<string, Merge> {
  const covered = new Map<string, Merge>()
  for (const merge of merges) {
    for (let row = merge.top; row <= merge.bottom && covered.size < 50_000; row++) {
      for (let column = merge.left; column <= merge.right; column++) covered.set(`${row}/${column}`, merge)
    }
  }
  return covered
}

function letters(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : String.fromCharCode(64 + Math.floor(column / 26)) + String.fromCharCode(65 + (column % 26))
}
