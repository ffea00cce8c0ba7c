import { Link } from '#platform/web/address.tsx'
import { dateText } from '#platform/web/format.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { GrantRequest } from '../accounts/grants-contract.ts'
import { lastDayOf, roleOver } from './role-text.ts'

/** Who is to become what, until when, and who asked why. */
export function RequestLine({ request, asked }: { request: GrantRequest; asked: string }) {
  const w = useWords()
  const { accountId, displayName, organisationName, role, overName, validTo, requestedBy, reason } = request
  const until = validTo ? `　${w('people.until', { date: dateText(lastDayOf(validTo)) })}` : ''
  return (
    <div className="request-line">
      <p>
        <Link to={`/people?account=${accountId}&tab=roles`}>{displayName}</Link>
        <span className="request-home">{organisationName}</span>
        <strong>{roleOver(w, { role, organisationName: overName })}</strong>
        {until}
      </p>
      <p className="request-why">{w('people.requestedBy', { name: requestedBy, at: asked, reason })}</p>
    </div>
  )
}
