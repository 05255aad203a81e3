import { isPhone } from '../ui/viewport.ts'

/** Where a person lands who asked for nothing in particular: the phone begins with today, the desk with the calendar. */
export const homeOf = (workspaceId: string): string => `/w/${workspaceId}/${isPhone() ? 'today' : 'calendar'}`
