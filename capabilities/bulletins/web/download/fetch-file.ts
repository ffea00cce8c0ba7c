import type { ProblemShape } from '#platform/http/contract.ts'
import { ApiProblem } from '#platform/web/client.ts'
import { words } from '#platform/web/words/use-words.ts'

/** Waits here for a file that takes a while to make, then hands it to the browser. A refusal is thrown; a link would show it as a page. */
export async function fetchFile(url: string): Promise<void> {
  const answer = await fetch(url, { credentials: 'same-origin' }).catch(() => {
    throw new ApiProblem({ status: 0, code: 'network', message: words('kit.problem.network') })
  })
  if (!answer.ok) throw await refusalOf(answer)
  const address = URL.createObjectURL(await answer.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = fileNameOf(answer.headers.get('content-disposition') ?? '')
  link.click()
  // the browser reads the address after this turn
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

async function refusalOf(answer: Response): Promise<ApiProblem> {
  const shape = (await answer.json().catch(() => ({}))) as Partial<ProblemShape>
  return new ApiProblem({
    status: answer.status,
    code: shape.code ?? 'unreadable',
    message: shape.message ?? words('kit.problem.unreadable'),
  })
}

function fileNameOf(disposition: string): string {
  const named = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1]
  return named ? decodeURIComponent(named) : ''
}
