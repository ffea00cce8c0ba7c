import { Button } from '#platform/web/kit/Button.tsx'
import { CopyButton } from '#platform/web/kit/CopyButton.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

/** The signing secret, once. */
export function SecretPanel({ secret, onClose }: { secret: string; onClose: () => void }) {
  const w = useWords()
  return (
    <SidePanel
      title={w('settings.webhook.secretTitle')}
      onClose={onClose}
      foot={
        <Button kind="primary" onClick={onClose}>
          {w('settings.webhook.secretKept')}
        </Button>
      }
    >
      <div className="letter">
        <p>{w('settings.webhook.secretText')}</p>
        <pre className="webhook-secret">{secret}</pre>
        <CopyButton text={secret} />
      </div>
    </SidePanel>
  )
}
