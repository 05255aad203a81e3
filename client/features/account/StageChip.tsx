import { ACCOUNT_STAGE_LABELS } from '../../../shared/docs/terms/account-labels.ts'
import type { AccountStage } from '../../../shared/docs/terms/account-terms.ts'
import { Chip, type ChipProps } from '../../ui/Chip.tsx'

const TONES: Readonly<Record<AccountStage, ChipProps['tone']>> = { prospect: 'plain', onboarding: 'warning', active: 'good', paused: 'plain', lost: 'plain' }

export const StageChip = (props: { readonly stage: AccountStage }) => <Chip tone={TONES[props.stage]}>{ACCOUNT_STAGE_LABELS[props.stage]}</Chip>
