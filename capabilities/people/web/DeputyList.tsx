import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Deputyship } from '../accounts/deputies-contract.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import { spanText } from './role-text.ts'

type Props = {
  items: readonly Deputyship[]
  /** Ends one; without it they are only shown. */
  end?: ((id: number, reason: string) => Promise<unknown>) | undefined
}

/** Who stands in for whom and until when; those over stay with the reason. */
export function DeputyList({ items, end }: Props) {
  const w = useWords()
  const [ending, setEnding] = useState<Deputyship | null>(null)
  return (
    <>
      <ol className="timeline">
        {items.map((item) => (
          <li key={item.id} data-state={item.state}>
            <div>
              <p className="timeline-head">
                <strong>
                  {w('people.deputy.line', { absent: item.absent.displayName, deputy: item.deputy.displayName })}
                </strong>
                <span className="timeline-state">{w(`people.state.${item.state}`)}</span>
              </p>
              <p className="timeline-span">{spanText(w, item)}</p>
              <p>{[item.madeBy, item.reason].filter(Boolean).join('：')}</p>
              {item.endedBy && <p>{w('people.endedBy', { name: item.endedBy, reason: item.endReason ?? '—' })}</p>}
            </div>
            {end && item.state !== 'over' && (
              <Button size="s" onClick={() => setEnding(item)}>
                {w('people.end')}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {ending && end && (
        <ReasonDialog
          title={w('people.deputy.endAsk', { name: ending.deputy.displayName })}
          confirm={w('people.end')}
          act={(reason) => end(ending.id, reason)}
          onDone={() => {
            notify(w('people.deputy.ended'))
            setEnding(null)
          }}
          onClose={() => setEnding(null)}
        />
      )}
    </>
  )
}
