// The server's HTTP answers as values: what was asked for, checked by its schema, or why not in words a person can read.
// Status 0 means that no answer came at all; the app goes on with what is on this device. The schemas bring their own parser:
// this file is in the first load, the schema library is not.

import { err, ok, type Result } from '../../shared/base/result.ts'

export interface ApiError {
  /** 0 when the server could not be reached. */
  readonly status: number
  readonly code: string
  readonly message: string
}

export type ApiResult<Value> = Result<Value, ApiError>

/** A schema of either kind: the library's or ours. */
interface Shape<Value> {
  readonly safeParse: (value: unknown) => { readonly success: true; readonly data: Value } | { readonly success: false }
}

export interface Api {
  readonly get: <Value>(path: string, schema: Shape<Value>) => Promise<ApiResult<Value>>
  /** `schema` null: whatever it answers. */
  readonly post: <Value>(path: string, body: unknown, schema: Shape<Value> | null) => Promise<ApiResult<Value>>
  readonly patch: <Value>(path: string, body: unknown, schema: Shape<Value>) => Promise<ApiResult<Value>>
  readonly remove: (path: string) => Promise<ApiResult<unknown>>
}

const UNREACHABLE: ApiError = { status: 0, code: 'unreachable', message: 'The server cannot be reached. Your work is kept on this device.' }
const TIMEOUT_MS = 20_000

export const createApi = (fetcher: typeof fetch): Api => {
  const request = async <Value>(method: string, path: string, body: unknown, schema: Shape<Value> | null): Promise<ApiResult<Value>> => {
    let answer: Response
    let text: string
    try {
      answer = await fetcher(path, {
        method,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      })
      text = await answer.text()
    } catch {
      return err(UNREACHABLE)
    }
    const json = parseJson(text)
    if (!answer.ok) return err(failureOf(answer.status, json))
    const parsed = schema?.safeParse(json) ?? { success: true, data: json as Value }
    if (parsed.success) return ok(parsed.data)
    return err({
      status: answer.status,
      code: 'unexpected',
      message: 'The server answered something this version of Endcap does not understand. Reload the app.',
    })
  }
  return {
    get: (path, schema) => request('GET', path, undefined, schema),
    post: (path, body, schema) => request('POST', path, body, schema),
    patch: (path, body, schema) => request('PATCH', path, body, schema),
    remove: (path) => request('DELETE', path, undefined, null),
  }
}

/** The server the page came from. */
export const api: Api = createApi((...args) => fetch(...args))

const parseJson = (text: string): unknown => {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}

const failureOf = (status: number, json: unknown): ApiError => {
  const answer = asRecord(json)
  const ours = asRecord(answer?.error)
  if (typeof ours?.code === 'string' && typeof ours.message === 'string') return { status, code: ours.code, message: ours.message }
  // The auth library answers in a shape of its own.
  if (typeof answer?.message === 'string') return { status, code: typeof answer.code === 'string' ? answer.code : 'failed', message: answer.message }
  if (status >= 500) return { status, code: 'server', message: 'The server had a problem. Nothing was lost; try again in a moment.' }
  return { status, code: 'failed', message: `The server refused this (${status}).` }
}

const asRecord = (value: unknown): Record<string, unknown> | null => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null)
