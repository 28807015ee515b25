"""Lets a program drive a Gymnasium environment over standard input and output.

    python stride_gymnasium.py ID [ARGUMENTS]

ARGUMENTS are those of gymnasium.make: key=value,key=value. A value is read as
JSON, and as text where it is none. The protocol is described at the class
ChildWorld of Stride.
"""

import json
import os
import sys


def space_of(space, gymnasium, what):
    """What the program is told of an observation space, and how an observation is written."""
    if isinstance(space, gymnasium.spaces.Discrete):
        first = int(space.start)
        return ["discrete", int(space.n)], lambda x: [int(x) - first]
    if isinstance(space, gymnasium.spaces.Box):
        ends = [float(x) for x in space.low.flatten()] + [float(x) for x in space.high.flatten()]
        return ["box", len(ends) // 2] + ends, lambda x: [float(v) for v in x.flatten()]
    raise ValueError("the %s is %s; it has to be Discrete or Box" % (what, space))


def keywords(text):
    found = {}
    for item in text.split(",") if text else []:
        key, equals, value = item.partition("=")
        if not equals:
            raise ValueError("the argument '%s' has no value, as in key=1" % item)
        try:
            found[key.strip()] = json.loads(value)
        except ValueError:
            found[key.strip()] = value.strip()
    return found


def serve(say, name, arguments):
    try:
        import gymnasium
    except ImportError:
        raise ValueError(
            "this Python (%s) has no module gymnasium; 'pip install gymnasium' brings it"
            % sys.executable
        )
    env = gymnasium.make(name, **keywords(arguments))
    if not isinstance(env.action_space, gymnasium.spaces.Discrete):
        raise ValueError(
            "the action space is %s and only Discrete is supported" % env.action_space
        )
    first = int(env.action_space.start)
    space, write = space_of(env.observation_space, gymnasium, "observation space")
    steps = getattr(env.spec, "max_episode_steps", None) or 0
    say("stride/1", int(env.action_space.n), steps, *space)
    for line in sys.stdin:
        words = line.split()
        if words[0] == "reset":
            observation, _ = env.reset(seed=int(words[1]))
            say(*write(observation))
        elif words[0] == "step":
            observation, reward, terminated, truncated, _ = env.step(first + int(words[1]))
            say(float(reward), int(bool(terminated)), int(bool(truncated)), *write(observation))
        else:
            break
    env.close()


def main():
    # What the environment prints must not come between the answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def say(*words):
        # repr of a float reads back to the same number.
        answers.write(" ".join(w if isinstance(w, str) else repr(w) for w in words) + "\n")
        answers.flush()

    try:
        serve(say, sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
    except BrokenPipeError:
        pass
    except Exception as failure:
        text = " ".join(str(failure).split())
        say("error", text or type(failure).__name__)
        sys.exit(1)


main()
