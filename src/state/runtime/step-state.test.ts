import { describe, expect, it } from 'vitest';
import type { JobState } from './job-state.ts';
import { joinStepStates, stepStateOfJob } from './step-state.ts';

type Job = JobState<number, string>;
const share = (progress: number) => progress;
const done: Job = { status: 'ready', inputHash: 'a', result: 'x' };

describe('state of a step', () => {
  it('is done only while its inputs are those of now', () => {
    expect(stepStateOfJob(done, 'a', share)).toEqual({ kind: 'done' });
    expect(stepStateOfJob(done, 'b', share)).toEqual({ kind: 'stale' });
    expect(stepStateOfJob(done, null, share)).toEqual({ kind: 'stale' });
  });

  it('is empty when something is missing and ready when nothing is', () => {
    expect(stepStateOfJob<number, string>({ status: 'idle' }, null, share)).toEqual({ kind: 'empty' });
    expect(stepStateOfJob<number, string>({ status: 'idle' }, 'a', share)).toEqual({ kind: 'ready' });
  });

  it('shows the least advanced of what runs', () => {
    const running = (progress: number): Job => ({ status: 'running', inputHash: 'a', startedAt: 0, progress });
    const states = [running(0.7), running(0.2), done].map((job) => stepStateOfJob(job, 'a', share));
    expect(joinStepStates(states)).toEqual({ kind: 'running', share: 0.2 });
  });

  it('puts trouble before what is out of date, and that before what is done', () => {
    expect(joinStepStates([{ kind: 'done' }, { kind: 'stale' }, { kind: 'failed' }])).toEqual({ kind: 'failed' });
    expect(joinStepStates([{ kind: 'done' }, { kind: 'stale' }])).toEqual({ kind: 'stale' });
    expect(joinStepStates([])).toEqual({ kind: 'empty' });
  });
});
