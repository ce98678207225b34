/** English, for announcements, templates and deliveries. */

export const en = {};

export type MessagesWords = typeof en;
