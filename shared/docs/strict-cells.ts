/** Cells whose change is a word given to somebody, a submission or an approval: on the disk itself before it counts as saved (S3). */
export const STRICT_CELLS: readonly string[] = ['status']
