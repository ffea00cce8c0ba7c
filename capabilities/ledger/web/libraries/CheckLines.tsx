import { useMutation } from '@tanstack/react-query'
import { dateInChina } from '#kernel/period.ts'
import { dateText } from '#platform/web/format.ts'
import { notify, notifyProblem } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { CheckItem } from '../../libraries/check-contract.ts'
import { ledger } from '../api.ts'
import { librariesChanged } from './use-rosters.ts'
import './libraries.css'

const MARKS: Record<CheckItem['state'], string> = { done: '✓', overdue: '■', open: '○' }

/** A check list as lines: a mark with a shape of its own, what, who, until when. With `onEdit` marks tick and lines open. */
export function CheckLines({ items, onEdit }: { items: readonly CheckItem[]; onEdit?: (item: CheckItem) => void }) {
  return (
    <ul className="checks">
      {items.map((item, at) => (
        <CheckLine key={item.id} item={item} isFirst={items[at - 1]?.kind !== item.kind} onEdit={onEdit} />
      ))}
    </ul>
  )
}

function CheckLine({
  item,
  isFirst,
  onEdit,
}: {
  item: CheckItem
  isFirst: boolean
  onEdit?: (item: CheckItem) => void
}) {
  const w = useWords()
  const { kind, title, owner, dueOn, doneOn, state, note } = item
  const isDone = state === 'done'
  const tick = useTick(item)
  const mark = <span className={`check-mark check-${state}`}>{MARKS[state]}</span>
  return (
    <li className={`check-line check-line-${state}`}>
      <span className="check-kind">{isFirst ? w(`libraries.check.${kind}`) : ''}</span>
      {onEdit ? (
        <button
          type="button"
          aria-pressed={isDone}
          title={w(isDone ? 'libraries.untick' : 'libraries.tick')}
          aria-label={`${title}：${w(`libraries.check.${state}`)}。${w(isDone ? 'libraries.untick' : 'libraries.tick')}`}
          disabled={tick.isPending}
          onClick={() => tick.mutate(isDone ? null : dateInChina(new Date()))}
        >
          {mark}
        </button>
      ) : (
        <span role="img" aria-label={w(`libraries.check.${state}`)}>
          {mark}
        </span>
      )}
      {onEdit ? (
        <button type="button" className="check-title" onClick={() => onEdit(item)}>
          {title}
        </button>
      ) : (
        <span className="check-title">{title}</span>
      )}
      <span className="check-owner">{owner}</span>
      <span className="check-date">
        {doneOn
          ? w('libraries.doneAt', { date: dateText(doneOn) })
          : dueOn
            ? w('libraries.dueAt', { date: dateText(dueOn) })
            : w('libraries.noDue')}
        {state === 'overdue' && <b>　{w('libraries.check.overdue')}</b>}
        {note && <small>　{note}</small>}
      </span>
    </li>
  )
}

/** Ticks an item off as of today, or opens it again; said in a corner, with a way back. */
function useTick({ id, version, title }: CheckItem) {
  const w = useWords()
  return useMutation({
    mutationFn: (doneOn: string | null) =>
      ledger.editCheckItem({ params: { id }, body: { version, fields: { doneOn } } }),
    onSuccess: async (item, doneOn) => {
      await librariesChanged()
      const undo = async () => {
        await ledger.editCheckItem({
          params: { id },
          body: { version: item.version, fields: { doneOn: doneOn === null ? dateInChina(new Date()) : null } },
        })
        await librariesChanged()
      }
      notify(`${title}：${w(`libraries.check.${item.state}`)}`, { undo: () => void undo().catch(notifyProblem) })
    },
    onError: notifyProblem,
  })
}
