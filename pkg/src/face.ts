/** What every entry exports besides `createPreflight`. */

export { type ErrorKind, PreflightError } from "./errors.js";
export { Preflight } from "./preflight.js";
export type * from "./types.js";
