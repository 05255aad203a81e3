export const PromotionList = () => <p>List</p>
