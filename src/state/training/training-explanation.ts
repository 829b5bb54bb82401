import { currentDataset } from '#state/data/dataset-store.ts';
import { dataToLearn } from './training-actions.ts';
import { learningClient } from './training-client.ts';
import { useTrainingStore } from './training-store.ts';

/** What the network went by, and the parts of one series' forecast. Importance is measured once a training. */
export async function explainTraining(seriesId: string): Promise<void> {
  const { job, explanation } = useTrainingStore.getState();
  const dataset = currentDataset();
  if (job.status !== 'ready' || !dataset || explanation.status === 'running') return;
  const { summary, weights, vocabulary, fold } = job.result;
  const known = explanation.status === 'done' ? explanation.explanation.importance : null;
  useTrainingStore.setState({ explanation: { status: 'running' } });
  const result = await learningClient.run('explain', {
    data: dataToLearn(dataset, fold),
    settings: summary.settings,
    weights,
    vocabulary,
    seriesId,
    withImportance: known === null,
  });
  // Another training has begun meanwhile.
  const { job: current } = useTrainingStore.getState();
  if (current.status !== 'ready' || current.result !== job.result) return;
  useTrainingStore.setState({
    explanation:
      result.kind === 'done'
        ? {
            status: 'done',
            explanation: { parts: result.output.parts, importance: result.output.importance ?? known },
          }
        : { status: 'failed' },
  });
}
