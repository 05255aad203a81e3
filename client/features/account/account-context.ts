// The account of the page: its open document and how its fields bind.

import { createContext, useContext } from 'solid-js'
import { assert } from '../../../shared/base/assert.ts'
import type { DocFields } from '../../../shared/docs/index.ts'
import type { WeekSystem } from '../../../shared/docs/terms/week-system.ts'
import { DEFAULT_WEEK_SYSTEM, weekSystemById } from '../../../shared/domain/weeks/week-system-presets.ts'
import type { DocValue } from '../../../shared/model/field.ts'
import type { Binder } from '../../data/field-binding.ts'
import type { OpenDocument } from '../../data/workspace-data.ts'

export type ProfileValue = DocValue<DocFields<'profile'>>
export type Contact = ProfileValue['contacts'][number]
export type Store = ProfileValue['stores'][number]

export interface AccountDocument {
  readonly accountId: string
  readonly document: OpenDocument<'profile'>
  readonly bind: Binder<'profile'>
}

const AccountContext = createContext<AccountDocument>()
export const AccountProvider = AccountContext.Provider

export const useAccount = (): AccountDocument => {
  const account = useContext(AccountContext)
  assert(account !== undefined, 'useAccount outside an account')
  return account
}

export const weekSystemOf = (value: Pick<ProfileValue, 'weekSystemId'>): WeekSystem => weekSystemById(value.weekSystemId) ?? DEFAULT_WEEK_SYSTEM

/** Rows that have not been deleted. */
export const alive = <Row extends { readonly deleted: unknown }>(rows: readonly Row[]): readonly Row[] => rows.filter(({ deleted }) => deleted === null)
