/** Brings what callers hand over (text, bytes, named documents, schemas) into the one shape the engine takes. */

import { misuse } from "./errors.js";
import { jsonText } from "./pack.js";
import { StreamedSchema } from "./read-schema.js";
import type { PreflightOptions, SchemaSource } from "./types.js";

/** A document as the engine takes it. */
export interface Source {
  name?: string;
  text: string | Uint8Array;
}

/** Options in the engine's form, with the streamed schemas apart. */
export interface EngineOptions {
  readonly documents: Readonly<Record<string, unknown>>;
  readonly schemas: readonly StreamedSchema[];
}

const OPTIONS = ["maps", "finance", "dataverse", "entities", "keys", "active", "semantics", "locale", "mask"];

/** The engine's options; what only concerns the face is left out. */
export function engineOptions(options: PreflightOptions): EngineOptions {
  if (typeof options !== "object" || options === null) throw misuse("options must be an object with `maps`");
  const unknown = Object.keys(options).find((key) => !OPTIONS.includes(key));
  if (unknown !== undefined) throw misuse(`there is no option \`${unknown}\`; known are ${OPTIONS.join(", ")}`);
  if (options.maps === undefined) throw misuse("`maps` is missing: hand over the exported table maps as text or bytes");
  const schemas: StreamedSchema[] = [];
  const documents: Record<string, unknown> = {
    ...mapSources(options.maps),
    finance: schemaSources(options.finance, "finance", schemas),
    dataverse: schemaSources(options.dataverse, "dataverse", schemas),
  };
  for (const key of ["entities", "keys", "active", "semantics"] as const) {
    if (options[key] !== undefined) documents[key] = options[key];
  }
  return { documents, schemas };
}

/** Maps; `parsedMaps` tells that JavaScript may have reordered the keys of one. */
export function mapSources(maps: PreflightOptions["maps"]): { maps: Source[]; parsedMaps: boolean } {
  let parsedMaps = false;
  const sources = list(maps).map((map, index) => {
    const known = document(map);
    if (known !== undefined) return known;
    if (typeof map !== "object" || map === null) throw misuse(`\`maps[${index}]\` must be text, bytes or an object, not ${typeof map}`);
    parsedMaps = true;
    return { text: jsonText(map, [`maps[${index}]`]) };
  });
  return { maps: sources, parsedMaps };
}

function schemaSources(given: PreflightOptions["finance"], option: string, streamed: StreamedSchema[]): Source[] {
  const sources: Source[] = [];
  list<SchemaSource>(given).forEach((schema, index) => {
    if (schema instanceof StreamedSchema) {
      streamed.push(schema);
      return;
    }
    const known = document(schema);
    if (known === undefined) {
      throw misuse(`\`${option}[${index}]\` must be text, bytes or a schema from readSchema; give a parsed document as its text`);
    }
    sources.push(known);
  });
  return sources;
}

function list<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as T];
}

function document(value: unknown): Source | undefined {
  if (typeof value === "string") return { text: value };
  if (value instanceof Uint8Array) return { text: value };
  if (value instanceof ArrayBuffer) return { text: new Uint8Array(value) };
  if (typeof value !== "object" || value === null) return undefined;
  const { name, text, bytes } = value as { name?: unknown; text?: unknown; bytes?: unknown };
  const named = typeof name === "string" ? { name } : {};
  if (bytes instanceof Uint8Array) return { ...named, text: bytes };
  if (typeof text === "string") return { ...named, text };
  return undefined;
}
