import { useState } from 'react'
import { STAGES, type Stage } from '#capabilities/ledger/contract.ts'
import type { Wall } from '#capabilities/live/contract.ts'
import { dateInChina, monthOf } from '#kernel/period.ts'
import { Link } from '#platform/web/address.tsx'
import { clockText, dayText, instantText, monthName, signed, thin } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { type LightColour, LightShape } from '#platform/web/kit/Light.tsx'
import { useIsPhone } from '#platform/web/kit/media.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { useProjectClick } from './open-project.tsx'
import { useNow } from './use-now.ts'
import { inOrderOfWeight } from './wall-figures.ts'

const SHOWN_ON_PHONE = 6
type Change = Wall['changes'][number]
const TURNED: Partial<Record<Change['kind'], LightColour>> = {
  lightToRed: 'red',
  lightToYellow: 'yellow',
  lightToGreen: 'green',
}

/** What happened since yesterday, what turned red first. Every line opens its project. */
export function Changes({ wall }: { wall: Wall }) {
  const w = useWords()
  const yesterday = dateInChina(new Date(useNow(600_000).getTime() - 86_400_000))
  const isSinceYesterday = dateInChina(new Date(wall.since)) === yesterday
  const [all, setAll] = useState(false)
  const isPhone = useIsPhone()
  const changes = inOrderOfWeight(wall.changes)
  const shown = isPhone && !all ? changes.slice(0, SHOWN_ON_PHONE) : changes
  const heading = isSinceYesterday ? w('live.changes') : w('live.changesSince', { date: dayText(new Date(wall.since)) })
  return (
    <section className="changes">
      <header className="wall-head">
        <h2>{heading}</h2>
        {changes.length > 0 && <span>{w('live.changesCount', { count: changes.length })}</span>}
      </header>
      {changes.length === 0 && <p className="wall-quiet">{w('live.noChanges')}</p>}
      <ul>
        {shown.map((change) => (
          <li key={`${change.kind}${change.projectId}${change.at}`}>
            <ChangeLine change={change} />
          </li>
        ))}
      </ul>
      {shown.length < changes.length && (
        <Button kind="quiet" onClick={() => setAll(true)}>
          {w('live.moreChanges', { count: changes.length - shown.length })}
        </Button>
      )}
    </section>
  )
}

function ChangeLine({ change }: { change: Change }) {
  const w = useWords()
  const light = TURNED[change.kind]
  const onClick = useProjectClick(change.projectId)
  return (
    <Link to={`/projects/${change.projectId}`} onClick={onClick} className={`change change-${change.kind}`}>
      <span className="change-kind">
        {light && <LightShape light={light} />}
        {w(`live.change.${change.kind}`)}
      </span>
      <span className="change-name">{change.projectName}</span>
      <span className="change-note">
        <When at={change.at} />
        {change.countyName && <span>{change.countyName}</span>}
        <Difference change={change} />
      </span>
    </Link>
  )
}

function When({ at }: { at: string }) {
  const w = useWords()
  const day = dateInChina(new Date(at))
  const now = new Date()
  const time = clockText(at)
  if (day === dateInChina(now)) return <time>{time}</time>
  const isYesterday = day === dateInChina(new Date(now.getTime() - 86_400_000))
  return <time>{isYesterday ? w('live.yesterday', { time }) : instantText(at)}</time>
}

/** Figures are 万元; a correction says which month it is for. */
function Difference({ change }: { change: Change }) {
  const w = useWords()
  const unit = w('kit.unit.wan')
  if (change.kind === 'figure' && change.new !== null) {
    const before = change.old === null ? '' : `${thin(change.old)} → `
    return <span>{`${before}${thin(change.new)}${unit}`}</span>
  }
  if (change.kind === 'correction' && change.new !== null) {
    const month = change.old ? `${monthName(monthOf(change.old))} ` : ''
    const delta = thin(signed(change.new, change.new.split('.')[1]?.length ?? 0))
    return <span>{`${month}${delta}${unit}`}</span>
  }
  if (change.kind === 'stage') {
    return (
      <span>
        {[change.old, change.new].map((stage) => (isStage(stage) ? w(`live.stage.${stage}`) : '—')).join(' → ')}
      </span>
    )
  }
  return null
}

function isStage(text: string | null): text is Stage {
  return (STAGES as readonly (string | null)[]).includes(text)
}
