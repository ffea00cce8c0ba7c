import { useQuery } from '@tanstack/react-query'
import { useSearch } from '#platform/web/address.tsx'
import { monthOfYear } from '#platform/web/format.ts'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { useRegionChoice } from '#platform/web/shell/region-choice.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { isAmount } from '../../forms/contents.ts'
import type { LedgerForm } from '../../forms/contract.ts'
import { ledger } from '../api.ts'
import { filterQuery, readFilter } from '../list/filter.ts'
import { ListFilters } from '../list/ListFilters.tsx'

/** Which projects go in, the first rows as they will stand, and the file. */
export function FillPart({ form, isChanged }: { form: LedgerForm; isChanged: boolean }) {
  const w = useWords()
  const [search, set] = useSearch()
  const [region] = useRegionChoice()
  const filter = readFilter(search)
  const query = { ...(region && { org: String(region.id) }), ...filterQuery(filter) }
  const { data, error, isFetching } = useQuery({
    ...ledger.previewForm.query({ params: { id: form.id }, query }),
    placeholderData: (before) => before,
  })
  const total = data?.sheets.reduce((sum, { projects }) => sum + projects, 0) ?? 0
  return (
    <Section
      title={w('forms.fill')}
      aside={data?.month ? <small>{w('forms.asOf', { month: monthOfYear(data.month) })}</small> : null}
    >
      <ListFilters filter={filter} set={set} />
      {error ? <ErrorNote problem={error} /> : null}
      {!data && !error && <Skeleton lines={4} />}
      {data?.sheets.map(({ sheet, projects, rows }) => (
        <div key={sheet} className={`forms-preview ${isFetching ? 'forms-waits' : ''}`}>
          <p>
            <b>{sheet}</b>　{w('forms.projects', { count: projects })}
            {projects > rows.length && `，${w('forms.firstRows', { count: rows.length })}`}
          </p>
          <PreviewTable columns={form.sheets.find((one) => one.sheet === sheet)!.columns} rows={rows} />
        </div>
      ))}
      {isChanged || total === 0 ? (
        <p className="no-value">{w(isChanged ? 'forms.saveFirst' : 'forms.nobody')}</p>
      ) : (
        <p>
          <a className="button button-primary" href={ledger.fillForm.url({ params: { id: form.id }, query })} download>
            {w('forms.download')}
          </a>
        </p>
      )}
    </Section>
  )
}

type PreviewProps = { columns: LedgerForm['sheets'][number]['columns']; rows: readonly Record<string, string | null>[] }

function PreviewTable({ columns, rows }: PreviewProps) {
  const filled = columns.filter(({ content, hasFormula }) => content !== null && !hasFormula)
  return (
    <div className="table-scroll">
      <table className="table forms-table">
        <thead>
          <tr>
            {filled.map(({ col, heading, content }) => (
              <th key={col} scope="col" className={isNumber(content) ? 'cell-number' : undefined}>
                <small>{col}</small> {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place in the form is what a row is
            <tr key={at}>
              {filled.map(({ col, content }) => (
                <td key={col} className={isNumber(content) ? 'cell-number' : undefined} title={row[col] ?? undefined}>
                  {row[col]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function isNumber(content: string | null): boolean {
  return isAmount(content) || content === 'completionRate' || content === 'physicalProgress'
}
