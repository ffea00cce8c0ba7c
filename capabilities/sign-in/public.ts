/** What the command line may ask of signing in. */
export { createToken } from './token-server.ts'
