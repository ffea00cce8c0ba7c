import { useState } from 'react'
import type { Confirmation } from '#capabilities/bulletins/contract.ts'
import { instantText } from '#platform/web/format.ts'
import { CopyButton } from '#platform/web/kit/CopyButton.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { ConfirmationMark } from './ConfirmationMark.tsx'
import { Giving } from './Giving.tsx'
import { OwnFigures } from './OwnFigures.tsx'
import { byUrgency, toCall } from './standing.ts'

type Props = { roundId: number; title: string; items: readonly Confirmation[]; isClosed: boolean }

/** Who has confirmed and who has not, objections first; each opens its figures. */
export function Overview({ roundId, title, items, isClosed }: Props) {
  const w = useWords()
  const [openId, setOpenId] = useState<number | null>(null)
  const opened = items.find(({ orgId }) => orgId === openId)
  const confirmed = items.filter(({ state }) => state === 'confirmed').length
  return (
    <section className="overview" aria-label={w('bulletins.confirmOverview')}>
      <p className="overview-count">
        <b>{confirmed}</b>
        <span>{w('bulletins.confirmCount', { total: items.length })}</span>
      </p>
      {!isClosed && <ToCall title={title} items={toCall(items)} />}
      <table>
        <thead>
          <tr>
            <th scope="col">{w('bulletins.confirmOrg')}</th>
            <th scope="col">{w('bulletins.confirmStanding')}</th>
            <th scope="col">{w('bulletins.confirmNote')}</th>
            <th scope="col">{w('bulletins.confirmGiven')}</th>
          </tr>
        </thead>
        <tbody>
          {byUrgency(items).map((item) => (
            <tr key={item.orgId}>
              <th scope="row">
                <button type="button" onClick={() => setOpenId(item.orgId)}>
                  {item.orgName}
                </button>
              </th>
              <td>
                <ConfirmationMark state={item.state} />
              </td>
              <td>{item.note}</td>
              <td>{item.givenAt && `${item.givenBy}　${instantText(item.givenAt)}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {opened && (
        <SidePanel
          title={w('bulletins.confirmPanel', { name: opened.orgName })}
          onClose={() => setOpenId(null)}
          foot={opened.mayGive && !isClosed && <Giving key={opened.state} item={opened} roundId={roundId} />}
        >
          {opened.mayGive && !isClosed && <Note>{w('bulletins.confirmForOther')}</Note>}
          <OwnFigures item={opened} />
        </SidePanel>
      )}
    </section>
  )
}

/** The names as they are pasted into the group chat, or read out on the telephone. */
function ToCall({ title, items }: { title: string; items: readonly Confirmation[] }) {
  const w = useWords()
  if (items.length === 0) return null
  const names = items.map(({ orgName }) => orgName).join('、')
  return (
    <p className="overview-call">
      <span>{w('bulletins.toCall', { count: items.length, names })}</span>
      <CopyButton text={w('bulletins.toCallText', { title, names })} />
    </p>
  )
}
