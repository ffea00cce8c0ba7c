import { useQuery } from '@tanstack/react-query'
import { Link, useGo, useSearch } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { Page, Section } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { MergePlan } from '../../duplicates/contract.ts'
import { ledger } from '../api.ts'
import { ChoiceTable } from './ChoiceTable.tsx'
import { fieldRows, monthRows, planRows } from './choice-rows.ts'
import { type Merging, useMerging } from './use-merging.ts'
import './duplicates.css'

/** 合并重复项目: which entry stays, field by field, year by year, month by month; written only when everything contradicting is chosen. */
export function MergePage() {
  const w = useWords()
  const [search] = useSearch()
  const params = { id: Number(search.survivorId), absorbedId: Number(search.absorbedId) }
  const { data, error, refetch } = useQuery({ ...ledger.planMerge.query({ params }), staleTime: 0 })
  return (
    <Page
      title={w('duplicates.mergeTitle')}
      note={w('duplicates.mergeNote')}
      trail={<Link to="/duplicates">{w('duplicates.title')}</Link>}
    >
      {error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : null}
      {!data && !error && <Skeleton lines={12} />}
      {data && <Loaded key={`${data.survivor.id}-${data.survivor.version}-${data.absorbed.version}`} plan={data} />}
    </Page>
  )
}

function Loaded({ plan }: { plan: MergePlan }) {
  const w = useWords()
  const merging = useMerging(plan)
  const hinders = plan.rounds.find(({ state }) => state === 'hinders')
  const differing = plan.months.filter(({ differs }) => differs).length
  return (
    <div className="merge">
      <Survivor plan={plan} />
      {hinders && (
        <Note kind="problem">{w('duplicates.hinders', { name: plan.absorbed.name, round: hinders.title })}</Note>
      )}
      <Section title={w('duplicates.fields')}>
        {plan.fields.length === 0 ? (
          <p className="no-value">{w('duplicates.fieldsSame')}</p>
        ) : (
          <ChoiceTable
            plan={plan}
            rows={fieldRows(w, plan)}
            choiceOf={merging.fieldChoice}
            onChoose={merging.chooseField}
          />
        )}
      </Section>
      {plan.plans.length > 0 && (
        <Section title={w('duplicates.plans')}>
          <ChoiceTable
            plan={plan}
            rows={planRows(w, plan)}
            choiceOf={merging.planChoice}
            onChoose={merging.choosePlan}
          />
        </Section>
      )}
      {plan.months.length > 0 && (
        <Section
          title={w('duplicates.months')}
          aside={
            differing > 1 && (
              <>
                <Button size="s" onClick={() => merging.chooseAllMonths('survivor')}>
                  {w('duplicates.allSurvivor')}
                </Button>
                <Button size="s" onClick={() => merging.chooseAllMonths('absorbed')}>
                  {w('duplicates.allAbsorbed')}
                </Button>
              </>
            )
          }
        >
          <ChoiceTable
            plan={plan}
            rows={monthRows(w, plan)}
            choiceOf={merging.monthChoice}
            onChoose={merging.chooseMonth}
          />
        </Section>
      )}
      <Consequences plan={plan} />
      <Confirm plan={plan} merging={merging} />
    </div>
  )
}

/** Which of the two stays; the other can be chosen instead. */
function Survivor({ plan: { survivor, absorbed } }: { plan: MergePlan }) {
  const w = useWords()
  const go = useGo()
  return (
    <div className="merge-survivor">
      <dl>
        <dt>{w('duplicates.stays')}</dt>
        <dd>
          <Link to={`/projects/${survivor.id}`}>{survivor.name}</Link>
          <small>{survivor.countyName}</small>
        </dd>
        <dt>{w('duplicates.goes')}</dt>
        <dd>
          <Link to={`/projects/${absorbed.id}`}>{absorbed.name}</Link>
          <small>{absorbed.countyName}</small>
        </dd>
      </dl>
      <Button
        onClick={() => go(`/duplicates/merge?survivorId=${absorbed.id}&absorbedId=${survivor.id}`, { replace: true })}
      >
        {w('duplicates.swap')}
      </Button>
    </div>
  )
}

function Consequences({ plan }: { plan: MergePlan }) {
  const w = useWords()
  const moving = plan.rounds.filter(({ state }) => state === 'moves').map(({ title }) => title)
  return (
    <Section title={w('duplicates.consequences')}>
      <ul className="merge-consequences">
        <li>{w('duplicates.keeps', { name: plan.absorbed.name })}</li>
        <li>{w('duplicates.counts')}</li>
        <li>{w('duplicates.past')}</li>
        {moving.length > 0 && <li>{w('duplicates.moves', { rounds: moving.join('、') })}</li>}
        {plan.carried.length > 0 && (
          <li>
            {w('duplicates.carries', {
              parts: plan.carried.map(({ part, count }) => w(`duplicates.part.${part}`, { count })).join('、'),
            })}
          </li>
        )}
        <li>{w('duplicates.undoable')}</li>
      </ul>
    </Section>
  )
}

function Confirm({ plan, merging }: { plan: MergePlan; merging: Merging }) {
  const w = useWords()
  const { open, reason, problem, busy } = merging
  return (
    <div className="merge-confirm">
      {problem ? <ErrorNote problem={problem} /> : null}
      <Field label={w('duplicates.reason')} hint={w('duplicates.reasonHint')} required>
        {(field) => <TextInput {...field} value={reason} onChange={merging.setReason} maxLength={200} />}
      </Field>
      <p aria-live="polite">{open > 0 ? w('duplicates.openChoices', { count: open }) : ''}</p>
      <Button
        kind="primary"
        size="l"
        busy={busy}
        disabled={open > 0 || reason.trim().length < 2 || plan.rounds.some(({ state }) => state === 'hinders')}
        onClick={() => void merging.merge()}
      >
        {w('duplicates.mergeInto', { name: plan.survivor.name })}
      </Button>
    </div>
  )
}
