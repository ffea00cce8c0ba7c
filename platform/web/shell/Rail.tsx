import { useLocation } from '@tanstack/react-router'
import { Link } from '../address.tsx'
import { Seal } from '../kit/Seal.tsx'
import type { WordKey } from '../words/catalogue.ts'
import { useWords } from '../words/use-words.ts'
import { Icon, type IconName } from './icons.tsx'

export type RailLabel = Extract<
  WordKey,
  | 'shell.wall'
  | 'shell.ledger'
  | 'shell.stages'
  | 'shell.libraries'
  | 'shell.fill'
  | 'shell.ranking'
  | 'shell.bulletin'
  | 'shell.record'
  | 'shell.people'
  | 'shell.settings'
  | 'shell.desk'
  | 'shell.mine'
>
/** `under`: other addresses that belong to the same place. */
export type RailItem = { to: string; label: RailLabel; icon: IconName; under?: RegExp; apart?: boolean }

export function Rail({ items }: { items: readonly RailItem[] }) {
  const w = useWords()
  const here = useLocation({ select: (location) => location.pathname })
  return (
    <nav className="rail" aria-label={w('shell.mainMenu')}>
      <Link to="/" className="rail-seal" aria-label={w('shell.product')}>
        <Seal size={2.25} />
      </Link>
      {items.map((item) => (
        <Link
          key={item.to}
          to={item.to}
          className={`rail-item ${item.apart ? 'rail-apart' : ''}`}
          aria-current={isAt(item, here) ? 'page' : undefined}
        >
          <Icon name={item.icon} />
          <span>{w(item.label)}</span>
        </Link>
      ))}
    </nav>
  )
}

/** How much work waits, where it is done, and what is said of it. */
export type Waiting = { count: number; to: string; title: string }

export function BottomBar({ items, waiting }: { items: readonly RailItem[]; waiting: Waiting | null }) {
  const w = useWords()
  const here = useLocation({ select: (location) => location.pathname })
  return (
    <nav className="bottom-bar" aria-label={w('shell.mainMenu')}>
      {items.map((item) => (
        <Link key={item.to} to={item.to} aria-current={isAt(item, here) ? 'page' : undefined}>
          <Icon name={item.icon} />
          <span>{w(item.label)}</span>
          {waiting && waiting.count > 0 && isAt(item, waiting.to) && <b className="bottom-count">{waiting.count}</b>}
        </Link>
      ))}
    </nav>
  )
}

function isAt(item: RailItem, here: string): boolean {
  if (item.under) return item.under.test(here)
  return item.to === '/' ? here === '/' : here === item.to || here.startsWith(`${item.to}/`)
}
