import path from "node:path";
import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  // The client is beside the examples, outside of this folder.
  turbopack: { root: path.join(import.meta.dirname, "..", "..") },
};

export default config;
