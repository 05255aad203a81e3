export const GridDisplay = () => null
