import { useQuery } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import type { SettingsState } from '#capabilities/settings/contract.ts'
import { Link } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { Page, Section } from '#platform/web/kit/Page.tsx'
import type { PageRoute } from '#platform/web/shell/pages.ts'
import { useMe } from '#platform/web/shell/session.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { ledger, people, settings } from './api.ts'
import './settings.css'

const GROUPS = [
  {
    key: 'people',
    sections: [
      { key: 'organisations', to: '/organisations' },
      { key: 'people', to: '/people' },
      { key: 'roles', to: '/roles' },
      { key: 'security', to: '/settings/security' },
    ],
  },
  {
    key: 'rules',
    sections: [
      { key: 'calendar', to: '/settings/calendar' },
      { key: 'dictionaries', to: '/settings/dictionaries' },
      { key: 'lights', to: '/settings/lights' },
    ],
  },
  {
    key: 'outside',
    sections: [
      { key: 'webhooks', to: '/settings/webhooks' },
      { key: 'record', to: '/record' },
    ],
  },
] as const
type SectionKey = (typeof GROUPS)[number]['sections'][number]['key']

/** The list of settings, of those pages that exist; `pages` is asked late, since this is one of them. */
export function settingsPage(pages: () => readonly PageRoute[]): ComponentType {
  return function SettingsPage() {
    const w = useWords()
    const { permissions } = useMe()
    const states = useStates(w, permissions)
    const isOpen = ({ to }: { to: string }) => {
      const page = pages().find(({ path }) => path === to)
      return page !== undefined && (!page.needs || page.needs === 'public' || permissions.includes(page.needs))
    }
    return (
      <Page title={w('settings.title')} note={w('settings.note')} width="text">
        {GROUPS.map((group) => ({ ...group, sections: group.sections.filter(isOpen) }))
          .filter(({ sections }) => sections.length > 0)
          .map(({ key, sections }) => (
            <Section key={key} title={w(`settings.group.${key}`)}>
              <ul className="settings-list">
                {sections.map((section) => (
                  <li key={section.key}>
                    <Link to={section.to}>
                      <strong>{w(`settings.section.${section.key}`)}</strong>
                      <span>{w(`settings.about.${section.key}`)}</span>
                      <small>{states[section.key] ?? ''}</small>
                    </Link>
                  </li>
                ))}
              </ul>
            </Section>
          ))}
      </Page>
    )
  }
}

/** How each section stands, in one line; what the person may not ask stays silent. */
function useStates(w: Say, permissions: readonly string[]): Partial<Record<SectionKey, string>> {
  const { data } = useQuery(settings.readSettings.query())
  const lights = useQuery({ ...ledger.listLightPresets.query(), enabled: permissions.includes('project.read') })
  const units = useQuery({ ...people.listOrganisations.query(), staleTime: 300_000 })
  const current = lights.data?.items.find(({ isCurrent }) => isCurrent)
  return {
    ...(units.data ? { organisations: w('settings.state.organisations', { count: units.data.items.length }) } : {}),
    ...(current ? { lights: w('settings.state.lights', { name: current.name, version: current.version }) } : {}),
    ...(data
      ? { calendar: calendarState(w, data), dictionaries: dictionaryState(w, data), webhooks: webhookState(w, data) }
      : {}),
  }
}

function calendarState(w: Say, { calendarYears }: SettingsState): string {
  const now = new Date(Date.now() + 8 * 3_600_000)
  const year = now.getUTCFullYear()
  // from November on next year's arrangement is awaited
  const asked = now.getUTCMonth() >= 10 ? [year, year + 1] : [year]
  const kept = asked.filter((one) => calendarYears.includes(one))
  const missing = asked.filter((one) => !calendarYears.includes(one))
  return [
    kept.length > 0 ? w('settings.state.calendar', { years: kept.join('、') }) : null,
    ...missing.map((one) => w('settings.state.calendarMissing', { year: one })),
  ]
    .filter(Boolean)
    .join('，')
}

function dictionaryState(w: Say, { dictionaries: { total, unexplained, examples } }: SettingsState): string {
  return [
    w('settings.state.dictionaries', { total }),
    unexplained > 0 ? w('settings.state.unexplained', { count: unexplained }) : null,
    examples > 0 ? w('settings.state.examples', { count: examples }) : null,
  ]
    .filter(Boolean)
    .join('，')
}

function webhookState(w: Say, { webhooks }: SettingsState): string {
  if (!webhooks) return ''
  const { active, paused, lastDeliveredAt } = webhooks
  if (active + paused === 0) return w('settings.state.webhooksNone')
  return [
    w('settings.state.webhooks', { count: active + paused }),
    paused > 0 ? w('settings.state.webhooksPaused', { count: paused }) : null,
    lastDeliveredAt ? w('settings.state.webhooksLast', { at: instantText(lastDeliveredAt) }) : null,
  ]
    .filter(Boolean)
    .join('，')
}
