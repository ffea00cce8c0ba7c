import { Component, type ReactNode } from 'react'
import { Button } from '../kit/Button.tsx'
import { words } from '../words/use-words.ts'

/** Keeps the shell alive when a page breaks; after an update of the server the old page's parts are gone, and reloading brings the new. */
export class Boundary extends Component<{ children: ReactNode; at: string }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override componentDidUpdate(before: { at: string }) {
    if (before.at !== this.props.at && this.state.error) this.setState({ error: null })
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    const isOutdated = /dynamically imported module|module script|Importing/.test(error.message)
    return (
      <article className="page" role="alert">
        <h1>{words('shell.pageBroken')}</h1>
        <p>{isOutdated ? words('shell.newVersion') : words('shell.pageBrokenText')}</p>
        <p>
          <Button kind="primary" onClick={() => location.reload()}>
            {words('shell.reload')}
          </Button>
        </p>
        <p>
          <small>{error.message}</small>
        </p>
      </article>
    )
  }
}
