import type { SecuritySettings } from '#platform/access/security-settings.ts'
import { DEFAULT_SECURITY } from '#platform/access/security-settings.ts'
import { instantText } from '#platform/web/format.ts'
import { Section } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { SecurityInForce } from '../security-contract.ts'

/** Who changed what and why, newest first; nothing while the defaults hold. */
export function SecurityHistory({ versions }: { versions: SecurityInForce[] }) {
  const w = useWords()
  const made = versions.filter(({ madeAt }) => madeAt !== null)
  const say = (name: keyof SecuritySettings, settings: SecuritySettings) =>
    name === 'secondFactorFor'
      ? w(`signIn.security.factor.${settings.secondFactorFor}`)
      : `${settings[name]} ${w(`signIn.security.unit.${name}`)}`
  if (made.length === 0) return null
  return (
    <Section title={w('signIn.security.history')}>
      <ol className="security-history">
        {made.map((version, index) => {
          const before = made[index + 1]?.settings ?? DEFAULT_SECURITY
          const names = (Object.keys(before) as (keyof SecuritySettings)[]).filter(
            (name) => before[name] !== version.settings[name],
          )
          return (
            <li key={version.madeAt}>
              <p>
                {instantText(version.madeAt)}　{version.madeBy}　{version.reason}
              </p>
              <ul>
                {names.map((name) => (
                  <li key={name}>
                    {w(`signIn.security.value.${name}`)}：<del>{say(name, before)}</del> → {say(name, version.settings)}
                  </li>
                ))}
              </ul>
            </li>
          )
        })}
      </ol>
    </Section>
  )
}
