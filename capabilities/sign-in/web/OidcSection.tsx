import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearch } from '#platform/web/address.tsx'
import { dateText, instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { signIn } from './api.ts'
import { OidcProblem } from './OidcDoor.tsx'

type Identity = Awaited<ReturnType<typeof signIn.listOwnIdentities>>['items'][number]

/** The identities of the provider one may sign in with; absent where there is no provider. */
export function OidcSection() {
  const w = useWords()
  const [search] = useSearch()
  const { data } = useQuery(signIn.listOwnIdentities.query())
  const [linking, setLinking] = useState(false)
  const [unlinking, setUnlinking] = useState<Identity | null>(null)
  if (!data || (!data.provider && data.items.length === 0)) return null
  const provider = data.provider ?? w('oidc.title')
  return (
    <Section title={w('oidc.title')}>
      <p>{w('oidc.lead', { name: provider })}</p>
      <OidcProblem problem={search.problem} />
      {search.linked && <Note kind="done">{w('oidc.linked')}</Note>}
      {data.items.map((identity) => (
        <p key={identity.id} className="factor-state">
          <strong>{identity.name ?? w('oidc.unnamed')}</strong>
          <span>{w('oidc.since', { date: dateText(identity.linkedAt) })}</span>
          <span>
            {identity.lastUsedAt ? w('oidc.used', { date: instantText(identity.lastUsedAt) }) : w('oidc.unused')}
          </span>
          <Button kind="quiet" size="s" onClick={() => setUnlinking(identity)}>
            {w('oidc.unlink')}
          </Button>
        </p>
      ))}
      {data.provider && data.items.length === 0 && (
        <div className="factor-actions">
          <Button onClick={() => setLinking(true)}>{w('oidc.link', { name: provider })}</Button>
        </div>
      )}
      {linking && <Linking name={provider} onClose={() => setLinking(false)} />}
      {unlinking && <Unlinking identity={unlinking} onClose={() => setUnlinking(null)} />}
    </Section>
  )
}

function Linking({ name, onClose }: { name: string; onClose: () => void }) {
  const w = useWords()
  const [password, setPassword] = useState('')
  const link = useMutation({
    mutationFn: () => signIn.linkIdentity({ body: { password } }),
    onSuccess: ({ address }) => location.assign(address),
  })
  return (
    <Dialog
      title={w('oidc.link', { name })}
      confirm={w('oidc.link', { name })}
      busy={link.isPending || link.isSuccess}
      disabled={password === ''}
      problem={link.error}
      onConfirm={() => link.mutate()}
      onClose={onClose}
    >
      <p>{w('oidc.linkText', { name })}</p>
      <Field label={w('factor.password')}>
        {(field) => (
          <TextInput
            {...field}
            type="password"
            value={password}
            onChange={setPassword}
            autoComplete="current-password"
          />
        )}
      </Field>
    </Dialog>
  )
}

function Unlinking({ identity, onClose }: { identity: Identity; onClose: () => void }) {
  const w = useWords()
  const unlink = useMutation({
    mutationFn: () => signIn.unlinkIdentity({ params: { id: identity.id } }),
    onSuccess: async () => {
      notify(w('oidc.unlinkDone'))
      onClose()
      await queries.invalidateQueries({ queryKey: signIn.listOwnIdentities.key() })
    },
  })
  return (
    <Dialog
      title={w('oidc.unlinkAsk', { name: identity.name ?? w('oidc.unnamed') })}
      confirm={w('oidc.unlink')}
      danger
      busy={unlink.isPending}
      problem={unlink.error}
      onConfirm={() => unlink.mutate()}
      onClose={onClose}
    >
      <p>{w('oidc.unlinkText')}</p>
    </Dialog>
  )
}
