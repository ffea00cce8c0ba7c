import { en as bulletins } from './english/bulletins.ts'
import { en as checker } from './english/checker.ts'
import { en as dispatch } from './english/dispatch.ts'
import { en as duplicates } from './english/duplicates.ts'
import { en as factor } from './english/factor.ts'
import { en as forms } from './english/forms.ts'
import { en as grid } from './english/grid.ts'
import { en as imports } from './english/imports.ts'
import { en as kit } from './english/kit.ts'
import { en as ledger } from './english/ledger.ts'
import { en as libraries } from './english/libraries.ts'
import { en as live } from './english/live.ts'
import { en as mapping } from './english/mapping.ts'
import { en as oidc } from './english/oidc.ts'
import { en as oneOff } from './english/one-off.ts'
import { en as organisations } from './english/organisations.ts'
import { en as papers } from './english/papers.ts'
import { en as people } from './english/people.ts'
import { en as quality } from './english/quality.ts'
import { en as race } from './english/race.ts'
import { en as record } from './english/record.ts'
import { en as settings } from './english/settings.ts'
import { en as shell } from './english/shell.ts'
import { en as signIn } from './english/sign-in.ts'
import { en as stages } from './english/stages.ts'
import { en as templates } from './english/templates.ts'

/** What has been translated, by area; fetched only by those who read English. */
export const english = {
  shell,
  kit,
  signIn,
  factor,
  oidc,
  people,
  organisations,
  record,
  settings,
  ledger,
  papers,
  libraries,
  grid,
  imports,
  forms,
  oneOff,
  quality,
  stages,
  mapping,
  duplicates,
  checker,
  dispatch,
  race,
  bulletins,
  templates,
  live,
}
