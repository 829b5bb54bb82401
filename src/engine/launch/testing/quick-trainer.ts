import type { PerceptronTrainer } from '#engine/launch/level/perceptron.ts';

/**
 * Stands for the trainer of the perceptrons where a test's subject is not how good a level is: the weighted mean of the targets,
 * tilted along each column by its covariance with them. It reads every row, column, target and weight, so that a leak shows.
 */
export const quickTrainer: PerceptronTrainer = {
  device: 'loops',
  train: (rows, target, weights, { output }) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const mean = target.reduce((sum, value, i) => sum + weights[i] * value, 0) / total;
    const slopes = Array.from(rows[0] ?? [], (_, k) => {
      const covariance = rows.reduce((sum, row, i) => sum + weights[i] * row[k] * (target[i] - mean), 0);
      const square = rows.reduce((sum, row, i) => sum + weights[i] * row[k] ** 2, 0);
      return covariance / (square + total);
    });
    return (asked) =>
      Float64Array.from(asked, (row) => {
        const value = slopes.reduce((sum, slope, k) => sum + (slope * row[k]) / slopes.length, mean);
        return output === 'sigmoid' ? Math.min(0.99, Math.max(0.01, value)) : value;
      });
  },
};
