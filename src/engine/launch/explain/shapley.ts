/** More players than this are not shared out exactly: 2^players values are asked. */
const mostPlayers = 10;

/**
 * Shapley values of a game (Shapley 1953): what each of `players` adds to `worth`, averaged over all orders in which they may
 * join; exact, by all 2^players coalitions. `worth(mask)`: bit i set = player i is in. The values sum to
 * worth(all) - worth(none). At most 10 players.
 */
export function shapleyValues(players: number, worth: (mask: number) => number): Float64Array {
  if (players > mostPlayers) throw new Error(`${players} players are too many for exact Shapley values`);
  const all = 1 << players;
  const worths = Float64Array.from({ length: all }, (_, mask) => worth(mask));
  // Weight of a coalition of size k that a player joins: k! (n - k - 1)! / n!
  const weights = new Float64Array(Math.max(1, players));
  weights[0] = 1 / Math.max(1, players);
  for (let k = 1; k < players; k++) weights[k] = (weights[k - 1] * k) / (players - k);
  const values = new Float64Array(players);
  for (let mask = 0; mask < all; mask++) {
    const size = countBits(mask);
    for (let i = 0; i < players; i++) {
      if ((mask >> i) & 1) continue;
      values[i] += weights[size] * (worths[mask | (1 << i)] - worths[mask]);
    }
  }
  return values;
}

function countBits(mask: number): number {
  let bits = 0;
  for (let rest = mask; rest > 0; rest >>= 1) bits += rest & 1;
  return bits;
}
