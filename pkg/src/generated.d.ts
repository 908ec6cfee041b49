/** Modules that `cargo xtask build` writes; the bundler finds them under these names. */

declare module "generated:glue" {
  export function createGlue(instantiate: import("./glue.js").Instantiate): import("./glue.js").Glue;
}
declare module "generated:glue-twin" {
  export function createGlue(instantiate: import("./glue.js").Instantiate): import("./glue.js").Glue;
}
declare module "generated:twin" {
  export function instantiateTwin(imports: WebAssembly.Imports): WebAssembly.Exports;
}
declare module "generated:engine-base64" {
  const base64: string;
  export default base64;
}
declare module "generated:messages" {
  /** `locales/en.ftl` without its comments. */
  export const english: string;
  export const homepage: string;
}
