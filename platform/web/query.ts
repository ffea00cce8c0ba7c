import { QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './client/api-problem.ts'

/** What has been read from the server. A refusal is an answer and is not asked again; a lost connection is. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) =>
        failures < 2 && (!(error instanceof ApiProblem) || error.status === 0 || error.status >= 502),
      retryDelay: (attempt) => 400 * 2 ** attempt,
    },
    mutations: { retry: false },
  },
})
