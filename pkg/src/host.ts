/**
 * Keeps the one instance of an entry and replaces it when it trapped: a trapped instance fails for
 * ever. Engines notice by the instance that theirs is gone, and are made again from their options.
 */

import { PreflightError, raised } from "./errors.js";
import type { Glue, Maker } from "./glue.js";

export class Host {
  #glue: Glue | undefined;

  constructor(readonly maker: Maker) {}

  get glue(): Glue {
    return (this.#glue ??= this.maker.make());
  }

  /** Runs one call; whatever is no error of the engine's own means that the instance is lost. */
  run<T>(call: (glue: Glue) => T): T {
    try {
      return call(this.glue);
    } catch (thrown) {
      const known = raised(thrown);
      if (known !== undefined) throw known;
      this.#glue = undefined;
      throw new PreflightError("internal", "the engine failed and was replaced; this is a bug, please report it", {
        cause: thrown,
      });
    }
  }
}
