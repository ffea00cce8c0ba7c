import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { FullTemplate } from '#capabilities/bulletins/contract.ts'
import { ApiProblem } from '#platform/web/client.ts'
import { queries } from '#platform/web/query.ts'
import { bulletins } from '../../api.ts'
import type { TemplateDraft } from '../draft.ts'
import type { Checked } from '../preview/use-preview.ts'

type Given = {
  /** As it was last read or saved; null while it is new. */
  held: FullTemplate | null
  draft: TemplateDraft
  onSaved: (saved: FullTemplate) => void
  /** The text has mistakes: their places. */
  onMistakes: (mistakes: Checked['mistakes']) => void
}

/** Saving a further version. A refusal for mistakes or for somebody else's version is no error of the dialog: it is shown where it belongs. */
export function useSaving({ held, draft, onSaved, onMistakes }: Given) {
  const [asks, setAsks] = useState<{ note: string } | null>(null)
  const [refused, setRefused] = useState<Checked | null>(null)
  const [theirs, setTheirs] = useState<FullTemplate | null>(null)
  const save = useMutation({
    mutationFn: (note: string) => send(held, draft, note),
    onSuccess: (saved) => {
      queries.setQueryData(bulletins.readTemplate.key({ params: { key: saved.key } }), saved)
      void queries.invalidateQueries({ queryKey: bulletins.listTemplates.key() })
      setAsks(null)
      setTheirs(null)
      onSaved(saved)
    },
    onError: async (error) => {
      if (!(error instanceof ApiProblem)) return
      const mistakes = error.details?.mistakes as Checked['mistakes'] | undefined
      if (error.code === 'template_mistake' && mistakes) {
        setAsks(null)
        setRefused({ content: draft.content, mistakes })
        onMistakes(mistakes)
      }
      if (error.code === 'template_changed' && held) {
        const changed = await bulletins.readTemplate({ params: { key: held.key } })
        setAsks(null)
        setTheirs(changed)
      }
    },
  })
  return {
    asks,
    /** Opens the dialog, with a note to begin with. */
    ask: (note = '') => {
      save.reset()
      setAsks({ note })
    },
    cancel: () => setAsks(null),
    save,
    refused,
    theirs,
    settleTheirs: () => setTheirs(null),
  }
}

async function send(held: FullTemplate | null, draft: TemplateDraft, note: string): Promise<FullTemplate> {
  const body = { ...draft, name: draft.name.trim(), note: note.trim() }
  if (!held) return await bulletins.createTemplate({ body })
  return await bulletins.saveTemplate({ params: { key: held.key }, body: { ...body, seenVersion: held.version } })
}
