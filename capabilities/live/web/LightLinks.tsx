import type { Wall } from '#capabilities/live/contract.ts'
import { Link } from '#platform/web/address.tsx'
import { type LightColour, LightShape } from '#platform/web/kit/Light.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { projectsOf } from './projects-address.ts'

type Props = { lights: Wall['totals']['lights']; org: { id: number; kind: string } }
const ORDER: readonly LightColour[] = ['red', 'yellow', 'green', 'grey']

/** Projects under each light, each opening to exactly those in the ledger. */
export function LightLinks({ lights, org }: Props) {
  const w = useWords()
  return (
    <p className="wall-lights">
      {ORDER.map((light) => (
        <Link key={light} to={projectsOf(org, { light })} className="wall-light" title={w(`kit.light.${light}`)}>
          <LightShape light={light} />
          <span className="sr-only">{w(`kit.light.${light}`)}</span>
          <b>{lights[light]}</b>
        </Link>
      ))}
    </p>
  )
}
