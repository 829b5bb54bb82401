"""CPU and wall milliseconds of PyTorch training steps on one thread, for bench/training.bench.ts.

Arguments: units steps features rows updates rounds; prints one line "cpu wall" per round (milliseconds a step).
"""

import sys
import time

import torch

units, steps, features, rows, updates, rounds = map(int, sys.argv[1:])
torch.set_num_threads(1)
torch.manual_seed(1)
lstm = torch.nn.LSTM(features, units, 2, batch_first=True, dropout=0.2)
dropout, dense = torch.nn.Dropout(0.2), torch.nn.Linear(units, 1)
adam = torch.optim.Adam([*lstm.parameters(), *dense.parameters()], lr=1e-3, eps=1e-7)
x, y = torch.rand(rows, steps, features) * 2 - 1, torch.rand(rows, 1) * 2 - 1


def step():
    adam.zero_grad()
    hidden, _ = lstm(x)
    ((dense(dropout(hidden[:, -1])) - y) ** 2).mean().backward()
    adam.step()


for _ in range(5):
    step()
for _ in range(rounds):
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(updates):
        step()
    print((time.process_time() - cpu) * 1e3 / updates, (time.perf_counter() - wall) * 1e3 / updates)
