import { expect, test } from 'vitest'
import type { Confirmation } from '#capabilities/bulletins/contract.ts'
import { byUrgency, toCall } from './standing.ts'

const STATES: Confirmation['state'][] = ['confirmed', 'waiting', 'objected', 'waiting', 'changed']
const said = STATES.map((state, orgId): Confirmation => {
  return { orgId, orgName: `${orgId}县`, state, figures: [], note: '', givenAt: null, givenBy: null, mayGive: false }
})

test('objections come first; those who said nothing keep their order among themselves', () => {
  expect(byUrgency(said).map(({ orgName }) => orgName)).toEqual(['2县', '4县', '1县', '3县', '0县'])
})

test('called are those who said nothing of these figures, not those who objected', () => {
  expect(toCall(said).map(({ orgName }) => orgName)).toEqual(['1县', '3县', '4县'])
})
