import { useQuery } from '@tanstack/react-query'
import { formatMoney } from '#kernel/money.ts'
import { Link } from '#platform/web/address.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { Tabs } from '#platform/web/kit/Tabs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { START_GROUPS, type StartRow } from '../../contract/start-rate.ts'
import { stages } from '../api.ts'
import { countyLabel, partialText, stageLabel } from '../parts/labels.ts'

type Group = (typeof START_GROUPS)[number]
type Props = {
  title: string
  query: { asOf?: string; year?: string; county?: string }
  group: string | undefined
  onGroup: (group: string | undefined) => void
  onClose: () => void
}

/** The names behind a county's figures. */
export function StartNames({ title, query, group, onGroup, onClose }: Props) {
  const w = useWords()
  const shown = START_GROUPS.find((one) => one === group) ?? 'overdue'
  const { data, error, refetch } = useQuery(stages.listStarts.query({ query: { ...query, group: shown } }))
  return (
    <SidePanel title={title} note={data && w('stages.rate.count', { count: data.total })} width="l" onClose={onClose}>
      <Tabs
        label={w('stages.rate.groups')}
        value={shown}
        onChange={(next) => onGroup(next === 'overdue' ? undefined : next)}
        tabs={START_GROUPS.map((value) => ({ value, label: w(`stages.rate.group.${value}`) }))}
      />
      {error ? (
        <ErrorNote problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={6} />
      ) : data.items.length === 0 ? (
        <p className="panel-empty">{w(`stages.rate.none.${shown}`)}</p>
      ) : (
        <ol className="name-list">
          {data.items.map((row) => (
            <Name key={row.projectId} row={row} group={shown} />
          ))}
          {data.total > data.items.length && (
            <li>{w('stages.rate.more', { shown: data.items.length, total: data.total })}</li>
          )}
        </ol>
      )}
    </SidePanel>
  )
}

function Name({ row, group }: { row: StartRow; group: Group }) {
  const w = useWords()
  const facts = [
    countyLabel(w, row.countyName),
    stageLabel(w, row.stage),
    row.totalInvestment && formatMoney(row.totalInvestment),
    row.plannedStart
      ? w('stages.rate.plannedOn', { date: partialText(row.plannedStart) })
      : w('stages.rate.noPlannedDate'),
    row.startedOn && w('stages.rate.startedOn', { date: row.startedOn }),
    row.startedOn && !row.isProven && w('stages.rate.noProof'),
    row.basis === 'carried' && w('stages.rate.carriedOver'),
    row.sponsor && w('stages.sponsor', { name: row.sponsor }),
  ].filter(Boolean)
  return (
    <li>
      <p>
        <Link to={`/projects/${row.projectId}`}>{row.name}</Link>
        {group !== 'started' && group !== 'early' && row.days !== null && (
          <span className={group === 'overdue' ? 'standing-overdue' : 'standing-dueSoon'}>
            {group === 'overdue'
              ? row.days === 0
                ? w('stages.standing.today')
                : w('stages.standing.overdue', { days: row.days })
              : w('stages.standing.left', { days: row.days })}
          </span>
        )}
      </p>
      <small>{facts.join('　')}</small>
      {group === 'overdue' && row.problems && <small className="name-problem">{row.problems}</small>}
    </li>
  )
}
