// Compares pictures by what they show.

/** Both pictures are reduced to this grid first, so that encoder noise and a trembling hand do not count. */
const COLUMNS = 80;
const ROWS = 45;

/** Mean luma of each cell of the grid. */
function cells(/** @type {import("pngjs").PNG} */ picture) {
  const sums = new Float64Array(COLUMNS * ROWS);
  const counts = new Float64Array(COLUMNS * ROWS);
  for (let y = 0; y < picture.height; y += 1) {
    const row = Math.floor((y * ROWS) / picture.height);
    for (let x = 0; x < picture.width; x += 1) {
      const at = (y * picture.width + x) * 4;
      const cell = row * COLUMNS + Math.floor((x * COLUMNS) / picture.width);
      sums[cell] += 0.299 * picture.data[at] + 0.587 * picture.data[at + 1] + 0.114 * picture.data[at + 2];
      counts[cell] += 1;
    }
  }
  return sums.map((sum, index) => sum / counts[index]);
}

/**
 * Normalised correlation of the luma of two pictures: 1 the same, about 0 unrelated. Brightness and contrast do not matter.
 * @param {import("pngjs").PNG} one
 * @param {import("pngjs").PNG} other
 */
export function similarity(one, other) {
  const [a, b] = [cells(one), cells(other)];
  const mean = (/** @type {Float64Array} */ list) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [product, squareA, squareB] = [0, 0, 0];
  for (let index = 0; index < a.length; index += 1) {
    const [fromA, fromB] = [a[index] - meanA, b[index] - meanB];
    product += fromA * fromB;
    squareA += fromA * fromA;
    squareB += fromB * fromB;
  }
  return product / Math.sqrt(squareA * squareB);
}
