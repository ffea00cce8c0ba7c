import { describe, expect, it } from 'vitest'
import type { Account, Organisation } from '../contract.ts'
import { accountsShown } from './accounts-shown.ts'

describe('accounts shown', () => {
  const organisation = (id: number, path: string): Organisation => ({
    id,
    path,
    parentId: null,
    kind: 'county',
    name: `单位${id}`,
    divisionCode: null,
    sortOrder: id,
    aliases: [],
  })
  const account = (id: number, organisationId: number, extra: Partial<Account> = {}): Account => ({
    id,
    organisationId,
    username: `user${id}`,
    displayName: `人${id}`,
    organisationName: '',
    grants: [{ role: 'reporter', organisationId, organisationName: '' }],
    disabledAt: null,
    ...extra,
  })
  const city = organisation(1, 'c')
  const county = organisation(2, 'c.n')
  const like = organisation(3, 'c.nx')
  const all = [account(10, 3), account(11, 2, { disabledAt: '2026-01-01T00:00:00Z' }), account(12, 2), account(13, 1)]
  const ids = (wanted: Parameters<typeof accountsShown>[2]) =>
    accountsShown(all, [city, county, like], wanted).map(({ id }) => id)

  it('are those of the organisation and below it, not of one whose path only begins alike', () => {
    expect(ids({ organisation: county })).toEqual([12, 11])
    expect(ids({ organisation: city })).toEqual([13, 12, 10, 11])
  })

  it('are found by role and by either name', () => {
    expect(ids({ organisation: null, role: 'auditor' })).toEqual([])
    expect(ids({ organisation: null, q: 'USER12' })).toEqual([12])
    expect(ids({ organisation: null, q: '人13' })).toEqual([13])
  })
})
