/**
 * What all agents share: {@link dev.stride.rl.agent.Agent}, and {@link dev.stride.rl.agent.Run},
 * the life of one of them. The agents themselves are in {@code td}, {@code control} and {@code
 * bandit}.
 */
@NullMarked
package dev.stride.rl.agent;

import org.jspecify.annotations.NullMarked;
