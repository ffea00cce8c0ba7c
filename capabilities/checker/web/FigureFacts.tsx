import { Link } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { TextCheck, TextFigure } from '../contract.ts'
import { periodText } from './period-text.ts'

type Props = { figure: TextFigure; place: number; check: TextCheck; onClose: () => void }

/** How one figure was understood, and the relations it stands in. */
export function FigureFacts({ figure, place, check, onClose }: Props) {
  const w = useWords()
  const { printed, unit, qualifier, subject, indicator, region, period, verdict, why } = figure
  const comparisons = [figure.comparison, ...figure.moreComparisons].filter((one) => one !== null)
  const relations = check.relations.filter(({ figures }) => figures.includes(place))
  const facts: [string, string | null][] = [
    [w('checker.subject'), subject],
    [w('checker.indicator'), indicator],
    [w('checker.region'), region],
    [w('checker.periodOf'), period === null ? null : periodText(w, period)],
    ...comparisons.map((one): [string, string] => [
      w(`checker.comparison.${one.kind}`),
      `${one.value}${one.unit}${one.scope ? `（${one.scope}）` : ''}`,
    ]),
  ]
  return (
    <Section
      title={`${qualifier && /余|多|以上|以下|左右/.test(qualifier) ? `${printed}${qualifier}` : `${qualifier ?? ''}${printed}`}${unit}`}
      aside={
        <Button size="s" kind="quiet" onClick={onClose}>
          {w('kit.close')}
        </Button>
      }
    >
      <p className={`check-verdict check-verdict-${verdict}`}>
        <b>{w(`checker.verdict.${verdict}`)}</b> {why}
      </p>
      <dl className="check-facts">
        {facts
          .filter(([, value]) => value !== null)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        {figure.data && (
          <div>
            <dt>{w('checker.data')}</dt>
            <dd>
              {figure.data.subject}　{figure.data.value}
              {figure.data.unit}
              {check.against && (
                <>
                  {' '}
                  <Link to={`/rounds/${check.against.roundId}/bulletin?figure=${encodeURIComponent(figure.data.id)}`}>
                    {w('checker.dataSource')}
                  </Link>
                </>
              )}
            </dd>
          </div>
        )}
        {relations.map(({ formula, status, computed }) => (
          <div key={formula}>
            <dt>{w('checker.formula')}</dt>
            <dd>
              <code>
                {formula} = {Number(computed.toFixed(4))}
              </code>{' '}
              {w(`checker.status.${status}`)}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
