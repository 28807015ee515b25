package dev.stride.rl.agent;

import dev.stride.rl.env.World;
import dev.stride.rl.feature.Space;
import dev.stride.rl.mdp.FiniteMdp;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** A finite process that remembers what happened in it. */
public final class Logged implements World {
  /** One step. */
  public record Happened(int state, int action, double reward, int next, boolean terminated) {}

  private final FiniteMdp mdp;
  private final List<Happened> log = new ArrayList<>();
  private int state;

  public Logged(FiniteMdp mdp) {
    this.mdp = mdp;
  }

  /** All steps so far. */
  public List<Happened> log() {
    return log;
  }

  @Override
  public Space space() {
    return Space.finite(mdp.states());
  }

  @Override
  public int actions() {
    return mdp.actions();
  }

  @Override
  public int actions(int state) {
    return mdp.actions(state);
  }

  @Override
  public int limit() {
    return mdp.limit();
  }

  @Override
  public boolean continuing() {
    return mdp.continuing();
  }

  @Override
  public void reset(UniformRandomProvider rng) {
    state = mdp.sampleStart(rng);
  }

  @Override
  public void step(int action, UniformRandomProvider rng) {
    int outcome = mdp.sample(state * mdp.actions() + action, rng);
    int next = mdp.next(outcome);
    log.add(new Happened(state, action, mdp.reward(outcome), next, mdp.terminated(outcome)));
    state = next;
  }

  @Override
  public double reward() {
    return log.get(log.size() - 1).reward();
  }

  @Override
  public boolean terminated() {
    return log.get(log.size() - 1).terminated();
  }

  @Override
  public int state() {
    return state;
  }
}
