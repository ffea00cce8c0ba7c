import { Link } from '../address.tsx'
import { monthOfYear } from '../format.ts'
import { onMenuKeys, Popover } from '../kit/Popover.tsx'
import { useLanguage, useWords } from '../words/use-words.ts'
import { Icon } from './icons.tsx'
import type { Waiting } from './Rail.tsx'
import { type Region, useRegionChoice } from './region-choice.ts'
import { useMe } from './session.tsx'
import './top-bar.css'

type Props = { regions: readonly Region[]; waiting: Waiting | null; onSearch: () => void; onSignOut: () => void }

export function TopBar({ regions, waiting, onSearch, onSignOut }: Props) {
  const w = useWords()
  const { region } = useMe()
  const month = region.asOfMonth && monthOfYear(region.asOfMonth)
  const keys = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘K' : 'Ctrl K'
  return (
    <header className="top-bar">
      <div className="top-place">
        <RegionSwitch regions={regions} />
        <span className="top-period">{month ? w('shell.asOf', { month }) : w('shell.noMonth')}</span>
        {region.isDemo && <span className="top-demo">{w('shell.demo')}</span>}
      </div>
      <button type="button" className="top-search" onClick={onSearch} aria-keyshortcuts="Control+K Meta+K">
        <Icon name="search" />
        <span>{w('shell.search')}</span>
        <kbd>{keys}</kbd>
      </button>
      <div className="top-mine">
        {waiting && <DeskLink {...waiting} />}
        <AccountMenu onSignOut={onSignOut} />
      </div>
    </header>
  )
}

function DeskLink({ count, to, title }: Waiting) {
  const w = useWords()
  return (
    <Link to={to} className={`top-desk ${count > 0 ? 'top-desk-waiting' : ''}`} title={title}>
      {w('shell.desk')}
      <b>{count}</b>
    </Link>
  )
}

/** Region › county. Choosing narrows the wall and the ledger. */
function RegionSwitch({ regions }: { regions: readonly Region[] }) {
  const w = useWords()
  const { region } = useMe()
  const [chosen, choose] = useRegionChoice()
  return (
    <Popover
      label={w('shell.region')}
      trigger={(attributes) => (
        <button type="button" className="top-region" {...attributes}>
          {region.name}
          {chosen && <span className="top-county">{chosen.name}</span>}
        </button>
      )}
    >
      {(close) => (
        <div className="menu" role="menu" onKeyDown={onMenuKeys}>
          {[null, ...regions].map((option) => (
            <button
              key={option?.id ?? 0}
              type="button"
              role="menuitemradio"
              aria-checked={option?.id === chosen?.id}
              className="menu-item"
              onClick={() => {
                choose(option)
                close()
              }}
            >
              {option?.name ?? w('shell.wholeRegion')}
            </button>
          ))}
        </div>
      )}
    </Popover>
  )
}

function AccountMenu({ onSignOut }: { onSignOut: () => void }) {
  const w = useWords()
  const me = useMe()
  const [language, setLanguage] = useLanguage()
  return (
    <Popover
      label={w('shell.account')}
      align="end"
      trigger={(attributes) => (
        <button type="button" className="top-account" {...attributes}>
          <span className="sr-only">{w('shell.account')}：</span>
          {me.displayName}
        </button>
      )}
    >
      {(close) => (
        <div className="menu" role="menu" onKeyDown={onMenuKeys}>
          <p className="menu-title">
            {me.displayName} · {me.organisation.name}
          </p>
          <Link to="/me" role="menuitem" className="menu-item" onClick={close}>
            {w('shell.changePassword')}
          </Link>
          <Link to="/me" role="menuitem" className="menu-item" onClick={close}>
            {w('shell.tokens')}
          </Link>
          <button type="button" className="menu-item" onClick={() => setLanguage(language === 'en' ? 'zh' : 'en')}>
            {w('shell.language')}
          </button>
          <hr className="menu-rule" />
          <button type="button" role="menuitem" className="menu-item" onClick={onSignOut}>
            {w('shell.signOut')}
          </button>
        </div>
      )}
    </Popover>
  )
}
