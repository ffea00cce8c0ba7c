import { Link } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

/** No rows: because the filter matches none, or because nothing has been imported yet. */
export function ListEmpty({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const w = useWords()
  const mayImport = useMay('ledger.import')
  if (filtered) {
    return (
      <EmptyState title={w('ledger.list.noMatch')} action={<Button onClick={onClear}>{w('kit.clear')}</Button>}>
        {w('ledger.list.noMatchText')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={w('ledger.list.nothingYet')}
      action={
        mayImport && (
          <Link className="button button-primary" to="/imports">
            {w('ledger.list.import')}
          </Link>
        )
      }
    >
      {mayImport ? w('ledger.list.nothingYetOffice') : w('ledger.list.nothingYetOthers')}
    </EmptyState>
  )
}
