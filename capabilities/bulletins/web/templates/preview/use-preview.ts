import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Bulletin, TemplateMistakeShape } from '#capabilities/bulletins/contract.ts'
import { dispatchRoutes } from '#capabilities/dispatch/contract.ts'
import { createClient } from '#platform/web/client.ts'
import { useLater } from '#platform/web/kit/use-later.ts'
import { bulletins } from '../../api.ts'
import type { TemplateDraft, TemplateText } from '../draft.ts'
import { firstShown, fittingRounds } from './fitting-rounds.ts'

const dispatch = createClient(dispatchRoutes)

/** How long the keys must rest before the text is filled in anew. */
const PAUSE_MS = 500

/** Mistakes, and the text in which they were found. */
export type Checked = { content: TemplateText; mistakes: TemplateMistakeShape[] }

/** The draft filled in with a round's figures, a moment after typing stops; the last that could be filled in stays while there are mistakes. */
export function usePreview({ name, rhythm, content }: TemplateDraft, isComposing: boolean) {
  const [chosen, setChosen] = useState<number | null>(null)
  const rounds = useQuery(dispatch.listRounds.query())
  const fitting = useMemo(() => fittingRounds(rounds.data?.items ?? [], rhythm), [rounds.data, rhythm])
  const round = fitting.find(({ id }) => id === chosen) ?? firstShown(fitting)
  const roundId = round?.id ?? null
  const now = useMemo(() => ({ roundId, name, rhythm, content }), [roundId, name, rhythm, content])
  const asked = useLater(now, PAUSE_MS)
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: [...bulletins.previewTemplate.key(), asked],
    queryFn: async ({ signal }) => {
      const body = { ...asked, roundId: asked.roundId! }
      return { content: asked.content, ...(await bulletins.previewTemplate({ body }, { signal })) }
    },
    enabled: asked.roundId !== null && !isComposing,
    placeholderData: keepPreviousData,
    // texts differ with every word: none is asked for twice, and none is kept
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const [good, setGood] = useState<Bulletin | null>(null)
  if (data?.bulletin && data.bulletin !== good) setGood(data.bulletin)
  return {
    rounds: fitting,
    isWithoutRounds: rounds.data !== undefined && fitting.length === 0,
    roundId,
    choose: setChosen,
    bulletin: roundId === null ? null : good,
    checked: data as Checked | undefined,
    problem: rounds.error ?? error,
    retry: () => void (rounds.error ? rounds.refetch() : refetch()),
    isBehind: roundId !== null && (asked !== now || isFetching),
  }
}

export type Previewing = ReturnType<typeof usePreview>
