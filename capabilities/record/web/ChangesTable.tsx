import { useWords } from '#platform/web/words/use-words.ts'
import { changesOf } from '../rules/changes.ts'
import { useRecordWords } from './use-record-words.ts'
import './record.css'

/** Before and after, field by field in words; what changed stands out. */
export function ChangesTable({ before, after }: { before: unknown; after: unknown }) {
  const w = useWords()
  const { fieldName } = useRecordWords()
  const changes = changesOf(before, after)
  if (changes.length === 0) return <p>{w('record.noChanges')}</p>
  return (
    <table className="record-table record-changes">
      <thead>
        <tr>
          <th scope="col">{w('record.field')}</th>
          <th scope="col">{w('record.before')}</th>
          <th scope="col">{w('record.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, item, before: was, after: is, differs }) => (
          <tr key={`${item} ${field}`}>
            <th scope="row">
              {item !== null && `${item} · `}
              {fieldName(field)}
            </th>
            <td className={differs && was !== null ? 'old' : ''}>{was ?? w('kit.unknown')}</td>
            <td>{is ?? w('kit.unknown')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
