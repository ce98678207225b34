/** A style sheet of its own; the build makes a file of it, and this is its address. */
declare module "sheet:*" {
  const address: string;
  export default address;
}

/** A script that runs beside the page; the build makes a file of it, and this is its address. */
declare module "worker:*" {
  const address: string;
  export default address;
}
