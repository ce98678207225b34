/** A style sheet of its own; the build makes a file of it, and this is its address. */
declare module "sheet:*" {
  const address: string;
  export default address;
}
