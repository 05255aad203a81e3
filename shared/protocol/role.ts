/** What a member or a token may do. A job title gives no rights; these three do (DOMAIN §2, Member). */
export const ROLES = ['manager', 'coordinator', 'viewer'] as const
export type Role = (typeof ROLES)[number]

export const ROLE_LABELS: Record<Role, string> = { manager: 'Manager', coordinator: 'Coordinator', viewer: 'Viewer' }

export const isRole = (text: unknown): text is Role => ROLES.includes(text as Role)

/** May the role change documents? */
export const canWrite = (role: Role): boolean => role !== 'viewer'
