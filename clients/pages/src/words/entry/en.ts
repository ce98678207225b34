/** English, for who is on the way in, and for who says that they are there. */

import { plural } from "../plural.ts";

const count = plural("en");
const minutes = (n: number) => count(n, { one: `${n} minute`, other: `${n} minutes` });

export const entry = {
  forgot: "Forgot the password?",
  toSignIn: "To the sign-in",
  password: "A new password",
  passwordHelp: "Type the address you sign in with. We send a code and, by e-mail, a link.",
  send: "Send me a code",
  sent: (n: number) =>
    `If the centre knows this address, a code is on its way there. It holds ${minutes(n)}.`,
  code: "The code of six digits",
  newPassword: "Your new password",
  setPassword: "Set the password",
  passwordSet: "Your new password counts from now on, and all your devices were signed out.",
  another: "Ask for another code",
  address: "Prove your address",
  addressHelp: "One tap, and the centre knows that this address is yours.",
  confirm: "It is mine",
  addressProved: "Thank you. This address is yours; you can sign in with it.",
  elsewhere: "Did you sign up on another device? Then type the code of the letter there.",
  invitation: "You are invited",
  invitationHelp: "Say who you are and choose a password. Then you sign in with the address the invitation came to.",
  invitationCode: "The code of the invitation",
  firstName: "First name",
  lastName: "Last name",
  join: "Join",
  joined: "Welcome! Your account is there: sign in with the address the invitation came to.",
  checkIn: "In class",
  screenCode: "The code on the teacher’s screen",
  here: "I am here",
  isHere: "You are in the register as present.",
  isLate: (n: number) => `You are in the register, ${minutes(n)} late.`,
  isMarked: "Your teacher has marked you already. Ask them if it is not right.",
};
