import { useState } from 'react'
import type { FigureSource } from '#capabilities/bulletins/contract.ts'
import { Link } from '#platform/web/address.tsx'
import { thin } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Light, type LightColour } from '#platform/web/kit/Light.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

/** Rows drawn at once; a figure of the whole region has hundreds. */
const STEP = 40

/** The rows behind a figure, with the column that counts. */
export function SourceRows({ source: { rows, rowTotal, hiddenRows } }: { source: FigureSource }) {
  const w = useWords()
  const [count, setCount] = useState(STEP)
  if (rowTotal === 0) return <p className="source-foot">{w('bulletins.rowsNone')}</p>
  const left = rows.length - count
  return (
    <section>
      <h3>{w('bulletins.rows', { count: rowTotal })}</h3>
      <table className="source-rows">
        <thead>
          <tr>
            <th scope="col">{w('bulletins.rowProject')}</th>
            <th scope="col">{w('bulletins.rowCounted')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, count).map((row) => (
            <tr key={row.projectId}>
              <th scope="row">
                <span className="source-row">
                  <Light light={row.light as LightColour} label={false} size="s" />
                  <span>
                    <Link to={`/projects/${row.projectId}`}>{row.projectName}</Link>
                    <small>{whose(row)}</small>
                  </span>
                </span>
              </th>
              <td>{thin(row.counted)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <Button kind="quiet" size="s" onClick={() => setCount(count + STEP * 5)}>
          {w('bulletins.more', { count: left })}
        </Button>
      )}
      {hiddenRows > 0 && <p className="source-foot">{w('bulletins.hidden', { count: hiddenRows })}</p>}
    </section>
  )
}

/** The county, and who reported for it where that is another. */
function whose({ countyName, orgName }: FigureSource['rows'][number]): string {
  return countyName && countyName !== orgName ? `${countyName} · ${orgName}` : orgName
}
