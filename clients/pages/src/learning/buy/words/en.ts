/** English, and the shape of the other languages. */

export const en = {
  buy: "Buy this course",
  buyAnew: "Order again",
  title: "Your order",
  number: (reference: string) => `Order ${reference}`,
  price: "Price",
  discount: (code: string) => `Discount by the code ${code}`,
  toPay: "To pay",
  others: (titles: string) => `With it: ${titles}`,
  until: (when: string) => `Pay until ${when}.`,
  over: "This order was not paid in time. Order the course again.",
  haveCode: "I have a discount code",
  code: "Discount code",
  useCode: "Use the code",
  codeUsed: "The code lowers the price.",
  removeCode: "Take the code off",
  payBy: { payme: "Pay with Payme", stripe: "Pay by card (Stripe)" } as Record<string, string>,
  payAtCentre: (reference: string) =>
    `Online payment is not set up here. Pay at the centre and name order ${reference}.`,
  waits: "When the payment has arrived, the course opens here by itself.",
  invitedTo: (course: string) => `You are invited to the course “${course}”.`,
  accept: "Join the course",
  joinAs: (name: string) => `You are signed in as ${name}.`,
  signInFirst: "Sign in, then you can join.",
  noAccount: "I have no account yet",
};

export type BuyWords = typeof en;
