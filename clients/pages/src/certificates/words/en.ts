/** English, and the shape of the other languages. */

export const en = {
  none: "No certificates yet. When a course is completed, its certificate appears here.",
  number: (number: string) => `No. ${number}`,
  level: (level: string) => `Level ${level}`,
  hours: (n: number) => `${n} academic hours`,
  states: { in_work: "Being made", failed: "Could not be made", valid: "Valid", revoked: "Revoked" },
  failed: "The centre has awarded it. The file could not be made yet; the office sees that.",
  inWork: "The centre has awarded it. The file is being made and appears here by itself.",
  download: "Download the certificate",
  badge: "Download the badge",
  badgeHelp: "The badge is for digital wallets and profiles (Open Badges).",
  address: "Everybody with this address can check the certificate:",
  copy: "Copy the address",
  copied: "Copied.",
  share: "Share",
  revoked: (when: string) => `The centre revoked it: ${when}. It is not valid.`,
  reason: (reason: string) => `Reason: ${reason}`,
  shownFull: (name: string) => `The public page shows the full name: ${name}.`,
  shownShort: (name: string) => `The public page shows only initials: ${name}`,
  allow: "The full name appears there once it is allowed. It can be taken back at any time.",
  toConsents: "What is allowed",
  askParent: "A parent can allow the full name.",
};

export type CertificateWords = typeof en;
