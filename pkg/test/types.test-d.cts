// Compiled, not run: `require` has types of its own.
import preflight = require("dual-write-preflight");
import inline = require("dual-write-preflight/inline");
import compat = require("dual-write-preflight/compat");

export async function uses(): Promise<number> {
  const one = await preflight.createPreflight({ maps: [] });
  return one.maps.length + inline.createPreflight({ maps: [] }).maps.length + compat.createPreflight({ maps: [] }).maps.length;
}
