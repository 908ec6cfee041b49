// Whether the engine and the mapper written by hand did the same work on a batch.

/** Findings of the engine under the kinds that the hand-written mapper has. */
const kinds = { DW1117: 'rounded', DW1115: 'range', DW1116: 'range', DW1102: 'length', DW1020: 'required', DW1201: 'lookup', DW1112: 'option', DW1011: 'filter' };

/** Throws, naming the first difference, unless outcomes, output and the counts of findings are equal. */
export function same(engine, hand) {
  if (engine.report.outcomes !== hand.outcomes) {
    const at = [...hand.outcomes].findIndex((letter, index) => engine.report.outcomes[index] !== letter);
    throw new Error(`row ${at}: the engine says ${engine.report.outcomes[at]}, by hand ${hand.outcomes[at]}`);
  }
  const rows = (bytes) => JSON.parse(new TextDecoder().decode(bytes));
  const [given, wanted] = [rows(engine.output), rows(hand.out)];
  if (given.length !== wanted.length) throw new Error(`${given.length} rows written, by hand ${wanted.length}`);
  given.forEach((row, at) => {
    const [left, right] = [JSON.stringify(row), JSON.stringify(wanted[at])];
    if (left !== right) throw new Error(`written row ${at} differs\n${left}\n${right}`);
  });
  const counted = {};
  for (const { code, count } of engine.report.codes) if (code in kinds) counted[kinds[code]] = (counted[kinds[code]] ?? 0) + count;
  const byHand = {};
  for (const { code } of hand.findings) byHand[code] = (byHand[code] ?? 0) + 1;
  for (const kind of new Set(Object.values(kinds))) {
    if (counted[kind] !== byHand[kind]) throw new Error(`findings of ${kind}: ${counted[kind]}, by hand ${byHand[kind]}`);
  }
}
