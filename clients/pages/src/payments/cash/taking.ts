/** How money is taken at the desk, and what is about to be taken. */

export const METHODS = ["cash", "terminal", "transfer", "payme"] as const;
export type TakingMethod = (typeof METHODS)[number];

/** Money that the office takes itself, and can give back. */
export const OFFICE_METHODS: readonly string[] = ["cash", "terminal", "transfer"];

/** What is about to be taken. */
export interface Intent {
  amount: number;
  owed: number;
  payment: string | undefined;
  method: TakingMethod;
  desk: string | undefined;
  note: string;
}
