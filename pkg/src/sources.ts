/** Brings what callers hand over (text, bytes, named documents, schemas) into the one shape the engine takes. */

import { misuse } from "./errors.js";
import { jsonText } from "./pack.js";
import type { MapSource, PreflightOptions, SchemaSource } from "./types.js";

/** A document as the engine takes it. */
export interface Source {
  name?: string;
  text?: string;
  bytes?: Uint8Array;
  /** It was an object: JavaScript may have reordered its keys. */
  parsed?: true;
}

const OPTIONS = ["maps", "finance", "dataverse", "entities", "keys", "active", "semantics", "settings", "locale", "mask"];

/** The engine's options; what only concerns the face is left out. */
export function engineOptions(options: PreflightOptions): Record<string, unknown> {
  if (typeof options !== "object" || options === null) throw misuse("options must be an object with `maps`");
  const unknown = Object.keys(options).find((key) => !OPTIONS.includes(key));
  if (unknown !== undefined) throw misuse(`there is no option \`${unknown}\`; known are ${OPTIONS.join(", ")}`);
  if (options.maps === undefined) throw misuse("`maps` is missing: hand over the exported table maps as text or bytes");
  const given: Record<string, unknown> = {
    maps: list(options.maps).map((map, index) => mapSource(map, `maps[${index}]`)),
    finance: list(options.finance).map((schema, index) => schemaSource(schema, `finance[${index}]`)),
    dataverse: list(options.dataverse).map((schema, index) => schemaSource(schema, `dataverse[${index}]`)),
  };
  for (const key of ["entities", "keys", "active", "semantics", "settings"] as const) {
    if (options[key] !== undefined) given[key] = options[key];
  }
  return given;
}

export function mapSources(maps: PreflightOptions["maps"]): Source[] {
  return list(maps).map((map, index) => mapSource(map, `maps[${index}]`));
}

function list<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as T];
}

function mapSource(map: MapSource, where: string): Source {
  const known = document(map);
  if (known !== undefined) return known;
  if (typeof map !== "object" || map === null) throw misuse(`\`${where}\` must be text, bytes or an object, not ${typeof map}`);
  return { text: jsonText(map, [where]), parsed: true };
}

function schemaSource(schema: SchemaSource, where: string): Source {
  const known = document(schema);
  if (known !== undefined) return known;
  throw misuse(`\`${where}\` must be text, bytes or a schema from readSchema; give a parsed document as its text`);
}

function document(value: unknown): Source | undefined {
  if (typeof value === "string") return { text: value };
  if (value instanceof Uint8Array) return { bytes: value };
  if (value instanceof ArrayBuffer) return { bytes: new Uint8Array(value) };
  if (typeof value !== "object" || value === null) return undefined;
  const { name, text, bytes } = value as { name?: unknown; text?: unknown; bytes?: unknown };
  const named = typeof name === "string" ? { name } : {};
  if (bytes instanceof Uint8Array) return { ...named, bytes };
  if (typeof text === "string") return { ...named, text };
  return undefined;
}
