import { Link } from '#platform/web/address.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

/** Back to the list of settings. */
export function SettingsTrail() {
  const w = useWords()
  return <Link to="/settings">{w('settings.trail')}</Link>
}
