export const PromotionPanel = (props: { promotionId: string }) => <p>{props.promotionId}</p>
