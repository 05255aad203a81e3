// Which pages may act with a session cookie. A browser sends the cookie along whoever wrote the page, and does not apply
// CORS to websockets, so every change and every socket asks here first.

export interface Origins {
  /** `host` is the request's own Host header: a page the same host served is one of ours, whatever name it goes by. */
  readonly allows: (origin: string | null, host: string | null) => boolean
  readonly list: readonly string[]
}

/** Where the server is reached with encryption, a page that came without it may have been written by anybody on the way. */
export const createOrigins = (config: { readonly publicUrl: string | null; readonly port: number; readonly allowedOrigins: readonly string[] }): Origins => {
  const own = [`http://localhost:${config.port}`, `http://127.0.0.1:${config.port}`]
  const isEncrypted = config.publicUrl?.startsWith('https:') === true
  const list = [...new Set([...(config.publicUrl === null ? [] : [config.publicUrl]), ...own, ...config.allowedOrigins])]
  return {
    allows: (origin, host) => {
      if (origin === null || !URL.canParse(origin)) return false
      if (list.includes(origin)) return true
      const page = new URL(origin)
      return host !== null && page.host === host.toLowerCase() && (!isEncrypted || page.protocol === 'https:')
    },
    list,
  }
}
