// For tools that look for files instead of reading "exports".
export * from "./dist/inline.js";
