/** What the relay needs of a logger; pino's fits. */
export interface RelayLogger {
  readonly info: (facts: object, message: string) => void
  readonly warn: (facts: object, message: string) => void
  readonly error: (facts: object, message: string) => void
}
