import { type Connection, insertRows } from './bulk-insert.ts'
import type { DemoRegion } from './region.ts'

/** Approvals with number and date, entered by the city's office on the day they were issued. */
export async function loadPapers(client: Connection, { approvals, accounts }: DemoRegion): Promise<void> {
  const by = accounts.find(({ username }) => username === 'office')!.id
  await insertRows(
    client,
    'paper',
    {
      project_id: 'integer',
      kind: 'text',
      approval_kind: 'text',
      title: 'text',
      number: 'text',
      issuer: 'text',
      issued_on: 'text',
      created_at: 'timestamptz',
      created_by: 'integer',
      updated_at: 'timestamptz',
    },
    approvals.map((approval) => {
      const at = `${approval.issuedOn}T02:00:00Z`
      return { ...approval, kind: 'approval', createdAt: at, createdBy: by, updatedAt: at }
    }),
  )
}
