import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParam } from '#platform/web/address.tsx'
import { dateText, instantText } from '#platform/web/format.ts'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { Tabs } from '#platform/web/kit/Tabs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { OneOffForm } from '../../one-off/contract.ts'
import { ledger } from '../api.ts'
import { FillTable } from './FillTable.tsx'
import { OfficeActs } from './OfficeActs.tsx'
import { Progress } from './Progress.tsx'
import './one-off.css'

/** One form: whoever fills in finds the table of their projects, the office how far it is. */
export function OneOffFormPage() {
  const w = useWords()
  const id = Number(useParam('id'))
  const { data, error, refetch } = useQuery(ledger.readOneOffForm.query({ params: { id } }))
  if (error) return <ErrorNote problem={error} onRetry={() => void refetch()} />
  if (data) return <Form form={data} />
  return (
    <Page title={w('oneOff.title')}>
      <Skeleton lines={8} />
    </Page>
  )
}

function Form({ form }: { form: OneOffForm }) {
  const w = useWords()
  const { title, orgName, dueOn, state, mayManage, toFill } = form
  const [shown, setShown] = useState<'progress' | 'fill'>(mayManage || toFill === 0 ? 'progress' : 'fill')
  const history = [
    w('oneOff.createdBy', { name: form.createdBy, at: instantText(form.createdAt) }),
    form.closedAt && w('oneOff.closedBy', { name: form.closedBy ?? '', at: instantText(form.closedAt) }),
  ]
  return (
    <Page
      title={title}
      note={w('oneOff.pageNote', { org: orgName, due: dateText(dueOn), state: w(`oneOff.state.${state}`) })}
      trail={<Link to="/one-off-forms">{w('oneOff.title')}</Link>}
      toolbar={<OfficeActs form={form} />}
    >
      <p className="oo-history">{history.filter(Boolean).join('　')}</p>
      {form.note && <p className="oo-note">{form.note}</p>}
      {toFill > 0 && (
        <Tabs
          label={title}
          value={shown}
          onChange={setShown}
          tabs={[
            { value: 'progress', label: w('oneOff.tabProgress') },
            { value: 'fill', label: w('oneOff.tabFill'), count: toFill },
          ]}
        />
      )}
      {shown === 'fill' ? <FillTable form={form} /> : <Progress form={form} />}
    </Page>
  )
}
