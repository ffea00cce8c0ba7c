import { useMutation } from '@tanstack/react-query'
import type { TemplateCard } from '#capabilities/bulletins/contract.ts'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { bulletins } from '../../api.ts'

/** Takes a template of its own out of use, or lets the product's text be in force again; says what stays. */
export function RetireDialog({ template, onClose }: { template: TemplateCard; onClose: () => void }) {
  const w = useWords()
  const { key, name, isReady } = template
  const retire = useMutation({
    mutationFn: () => bulletins.retireTemplate({ params: { key } }),
    onSuccess: (left) => {
      queries.setQueryData(bulletins.listTemplates.key({}), left)
      void queries.invalidateQueries({ queryKey: bulletins.readTemplate.key({ params: { key } }) })
      notify(w(isReady ? 'templates.restored' : 'templates.retired', { name }))
      onClose()
    },
  })
  return (
    <Dialog
      title={w(isReady ? 'templates.restoreAsk' : 'templates.retireAsk', { name })}
      confirm={w(isReady ? 'templates.restore' : 'templates.retire')}
      danger
      busy={retire.isPending}
      problem={retire.error}
      onConfirm={() => retire.mutate()}
      onClose={onClose}
    >
      <p>{w(isReady ? 'templates.restoreText' : 'templates.retireText')}</p>
    </Dialog>
  )
}
