package dev.stride.experiments.task;

import dev.stride.optim.form.Registry;
import dev.stride.optim.landscape.Landscapes;
import dev.stride.optim.noise.Noises;
import dev.stride.optim.rule.Rules;
import dev.stride.optim.schedule.Schedules;
import dev.stride.optim.search.Optimizers;
import dev.stride.rl.Agents;
import dev.stride.rl.env.Environments;
import dev.stride.rl.feature.FeatureSets;
import dev.stride.vqe.Pools;
import dev.stride.vqe.chemistry.Molecules;
import dev.stride.vqe.circuit.Ansatzes;
import dev.stride.vqe.operator.Mappings;
import dev.stride.vqe.simulator.Backends;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kinds of things that can be chosen, and where each is registered. */
public final class Kinds {
  private Kinds() {}

  /** Registries by kind, in the order in which they are listed. */
  public static Map<String, List<Registry<?>>> all() {
    Map<String, List<Registry<?>>> kinds = new LinkedHashMap<>();
    kinds.put("optimizer", List.of(Rules.registry(), Optimizers.registry()));
    kinds.put("schedule", List.of(Schedules.registry()));
    kinds.put("noise", List.of(Noises.registry()));
    kinds.put("landscape", List.of(Landscapes.registry()));
    kinds.put("environment", List.of(Environments.registry()));
    kinds.put("agent", List.of(Agents.registry()));
    kinds.put("features", List.of(FeatureSets.registry()));
    kinds.put("molecule", List.of(Molecules.registry()));
    kinds.put("mapping", List.of(Mappings.registry()));
    kinds.put("ansatz", List.of(Ansatzes.registry()));
    kinds.put("pool", List.of(Pools.registry()));
    kinds.put("backend", List.of(Backends.registry()));
    return kinds;
  }
}
