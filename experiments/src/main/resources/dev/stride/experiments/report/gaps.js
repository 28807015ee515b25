// Lines end at a gap, and go on behind it: a point between two of them is on no line, and needs a mark.

/** Whether a number is there to be drawn. */
const isKnown = y => y !== null && y !== undefined && Number.isFinite(Number(y));

/** Whether the i-th of some heights stands between gaps. */
const isLone = (ys, i) => isKnown(ys[i]) && !isKnown(ys[i - 1]) && !isKnown(ys[i + 1]);

/** Dots for such points of a line without symbols; the tooltip has them from the line. */
function dots(line) {
  const ys = line.data.map(p => p[1]);
  return {
    type: "scatter", name: line.name, color: line.color, symbolSize: 5, itemStyle: {opacity: 1},
    silent: true, tooltip: {show: false},
    data: line.data.filter((p, i) => isLone(ys, i)),
  };
}
