import { useQuery } from '@tanstack/react-query'
import { rateText } from '#platform/web/format.ts'
import { Light, type LightColour } from '#platform/web/kit/Light.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { ledger } from '../api.ts'
import './parts.css'

type Props = {
  project: { id: number; light: LightColour; completionRate: string | null; pace: string | null }
  label?: boolean
}

/** A project's light with its reason on hover, focus and tap; the reason is fetched when it is asked for. */
export function ProjectLight({ project, label = false }: Props) {
  return <Light light={project.light} label={label ? undefined : false} why={<Reason project={project} />} />
}

function Reason({ project }: Props) {
  const w = useWords()
  const { data } = useQuery({ ...ledger.readProject.query({ params: { id: project.id } }), staleTime: 60_000 })
  const reason = data?.lightReason
  return (
    <span className="light-reason">
      <strong>{w(`kit.light.${project.light}`)}</strong>
      <span>
        {reason?.text ??
          w('ledger.light.atPace', { rate: rateText(project.completionRate), pace: rateText(project.pace) })}
      </span>
      {reason?.toGreen && <span className="light-to-green">{reason.toGreen}</span>}
    </span>
  )
}
