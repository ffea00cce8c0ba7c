import { useQuery } from '@tanstack/react-query'
import { peopleRoutes } from '#capabilities/people/contract.ts'
import { createClient } from '#platform/web/client.ts'
import { thin } from '#platform/web/format.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { RecordDigest } from '../contract.ts'
import './record.css'

const people = createClient({ listOrganisations: peopleRoutes.listOrganisations })

/** How many entries each chain had: by the unit whose chain it is. */
export function DigestChains({ chains, hashes = true }: { chains: RecordDigest['chains']; hashes?: boolean }) {
  const w = useWords()
  const { data } = useQuery({ ...people.listOrganisations.query(), staleTime: 300_000 })
  const names = new Map(data?.items.map(({ path, name }) => [path, name]))
  const total = chains.reduce((sum, { length }) => sum + length, 0)
  return (
    <table className="record-table">
      <thead>
        <tr>
          <th scope="col">{w('record.chainOf')}</th>
          <th scope="col">{w('record.chain')}</th>
          <th scope="col" className="amount">
            {w('record.entries')}
          </th>
          {hashes && <th scope="col">{w('record.head')}</th>}
        </tr>
      </thead>
      <tbody>
        {chains.map(({ name, length, head }) => (
          <tr key={name}>
            <th scope="row">{names.get(name) ?? w('kit.unknown')}</th>
            <td>{name}</td>
            <td className="amount">{thin(String(length))}</td>
            {hashes && <td className="record-hash">{head}</td>}
          </tr>
        ))}
        <tr>
          <th scope="row">{w('record.total')}</th>
          <td />
          <td className="amount">{thin(String(total))}</td>
          {hashes && <td />}
        </tr>
      </tbody>
    </table>
  )
}
