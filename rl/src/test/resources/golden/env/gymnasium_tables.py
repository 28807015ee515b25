"""Transition tables of Gymnasium's own environments, in the format transition-table/1.

Run with Gymnasium 1.3.0 and NumPy 2.4.6: python3 gymnasium_tables.py. An outcome is
[probability, next state, reward, terminated].
"""

import json
import pathlib

import gymnasium

TABLES = {
    "taxi-rainy": ("Taxi-v4", {"is_rainy": True}),
    "cliff-walking-slippery": ("CliffWalking-v1", {"is_slippery": True}),
    "frozen-lake-8x8": ("FrozenLake-v1", {"map_name": "8x8"}),
    "frozen-lake-success-0.8": ("FrozenLake-v1", {"success_rate": 0.8}),
}

for name, (environment, arguments) in TABLES.items():
    env = gymnasium.make(environment, **arguments).unwrapped
    table = {
        "format": "transition-table/1",
        "environment": environment,
        "arguments": arguments,
        "source": "Gymnasium " + gymnasium.__version__,
        "max_episode_steps": gymnasium.spec(environment).max_episode_steps,
        "states": int(env.observation_space.n),
        "actions": int(env.action_space.n),
        "initial_distribution": [float(p) for p in env.initial_state_distrib],
        "P": [
            [
                [[float(p), int(s), float(r), bool(end)] for p, s, r, end in env.P[state][action]]
                for action in range(env.action_space.n)
            ]
            for state in range(env.observation_space.n)
        ],
    }
    path = pathlib.Path(__file__).parent / (name + ".json")
    path.write_text(json.dumps(table, separators=(",", ":")) + "\n")
