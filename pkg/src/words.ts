/** Puts a finding into words: the engine gives a code and typed values, the wording is Fluent. */

import { FluentBundle, FluentResource } from "@fluent/bundle";
import { english, homepage } from "generated:messages";
import type { Diagnostic, Locale, Param } from "./types.js";

/** A finding as the engine gives it. */
export type RawDiagnostic = Omit<Diagnostic, "message" | "help" | "docUrl">;

/** What a masked value looks like. */
const MASK = "•••";

export class Words {
  readonly #bundles: FluentBundle[];
  readonly #mask: boolean;

  constructor(locale: Locale | undefined, mask: boolean) {
    this.#bundles = locale === undefined ? [bundle("en", english)] : [bundle(locale.tag, locale.messages), bundle("en", english)];
    this.#mask = mask;
  }

  /** Adds message, help and the address of the page about the code. */
  say(found: RawDiagnostic): Diagnostic {
    const params = this.#mask ? masked(found.params) : found.params;
    const values: Record<string, string | number> = Object.create(null);
    for (const [key, param] of Object.entries(params)) {
      values[key] = "number" in param ? param.number : "value" in param ? param.value : param.name;
    }
    return {
      ...found,
      params,
      message: this.#format(found.code, undefined, values) ?? found.slug,
      help: this.#format(found.code, "help", values) ?? "",
      docUrl: `${homepage}/docs/diagnostics/${found.code}`,
    };
  }

  #format(code: string, attribute: string | undefined, values: Record<string, string | number>): string | undefined {
    for (const words of this.#bundles) {
      const message = words.getMessage(code);
      const pattern = attribute === undefined ? message?.value : message?.attributes[attribute];
      if (pattern) return words.formatPattern(pattern, values, []);
    }
    return undefined;
  }
}

function bundle(tag: string, text: string): FluentBundle {
  // Isolation marks would end up in copied texts and logs; names stand in back-ticks instead.
  const words = new FluentBundle(tag, { useIsolating: false });
  words.addResource(new FluentResource(text));
  return words;
}

function masked(params: Readonly<Record<string, Param>>): Record<string, Param> {
  return Object.fromEntries(Object.entries(params).map(([key, param]) => [key, "value" in param ? { value: MASK } : param]));
}
