import { describe, expect, it } from 'vitest'
import type { Account, Organisation } from '../contract.ts'
import { accountsShown } from './accounts-shown.ts'
import { changesOf } from './changes.ts'
import { localAddress } from './local-address.ts'
import { passwordComplaint } from './password-complaint.ts'

describe('after signing in one goes back', () => {
  it.each([
    ['/projects?light=red', '/projects?light=red'],
    [undefined, '/'],
    ['https://elsewhere.example/', '/'],
    ['//elsewhere.example', '/'],
    ['/\\elsewhere.example', '/'],
  ])('%s leads to %s', (wanted, address) => {
    expect(localAddress(wanted)).toBe(address)
  })
})

describe('what a record entry changed', () => {
  it('sets before and after side by side', () => {
    expect(changesOf({ name: '甲', plan: '100' }, { name: '甲', plan: '120', months: ['1'] })).toEqual([
      { field: 'name', before: '甲', after: '甲', differs: false },
      { field: 'plan', before: '100', after: '120', differs: true },
      { field: 'months', before: null, after: '["1"]', differs: true },
    ])
  })

  it('shows what was taken away, and nothing where there is nothing', () => {
    expect(changesOf({ name: '甲' }, null)).toEqual([{ field: 'name', before: '甲', after: null, differs: true }])
    expect(changesOf(null, undefined)).toEqual([])
  })
})

describe('new passwords', () => {
  it('are ten characters and typed twice alike', () => {
    expect(passwordComplaint('123456789', '123456789')).toBe('short')
    expect(passwordComplaint('1234567890', '1234567891')).toBe('differ')
    expect(passwordComplaint('1234567890', '1234567890')).toBeNull()
  })
})

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
