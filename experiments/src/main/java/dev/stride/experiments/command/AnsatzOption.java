package dev.stride.experiments.command;

import dev.stride.vqe.circuit.Ansatz;
import dev.stride.vqe.circuit.Ansatzes;
import picocli.CommandLine.Option;

/** Which family of circuits. */
final class AnsatzOption {
  @Option(
      names = "--ansatz",
      paramLabel = "ANSATZ",
      defaultValue = "uccsd",
      description = "Family of circuits, see 'stride list ansatz' (default: ${DEFAULT-VALUE}).")
  private String ansatz;

  Ansatz family() {
    return Ansatzes.registry().parse(ansatz);
  }

  /** As the user wrote it. */
  String title() {
    return ansatz;
  }

  /** Puts in what was chosen. */
  void put(Json json) {
    json.put("ansatz", Ansatzes.registry().print(family()));
  }
}
