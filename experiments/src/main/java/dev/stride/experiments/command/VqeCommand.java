package dev.stride.experiments.command;

import dev.stride.optim.Charge;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.optim.search.Optimizers;
import dev.stride.vqe.Vqe;
import dev.stride.vqe.VqeResult;
import dev.stride.vqe.chemistry.Aufbau;
import dev.stride.vqe.chemistry.FciDump;
import dev.stride.vqe.chemistry.FullCi;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.chemistry.Molecule;
import dev.stride.vqe.chemistry.Molecules;
import dev.stride.vqe.circuit.Ansatz;
import dev.stride.vqe.circuit.Ansatzes;
import dev.stride.vqe.operator.JordanWigner;
import dev.stride.vqe.operator.PauliSum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds the ground-state energy of a molecule with a variational quantum eigensolver. */
@Command(
    name = "vqe",
    description = "Find the ground-state energy of a molecule on a simulated quantum computer.",
    footer = {
      "",
      "Examples: stride vqe h2 --ansatz uccsd --optimizer lbfgs --json",
      "          stride vqe --fcidump FILE --optimizer qng:learningRate=0.2 --shots 10000 --seed 7"
    })
final class VqeCommand implements Callable<Integer> {
  /** Error in hartree below which an energy is called chemically accurate: 1 kcal/mol. */
  private static final double CHEMICAL_ACCURACY = 1.594e-3;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private OutputOptions output;

  @Parameters(
      arity = "0..1",
      paramLabel = "MOLECULE",
      description = "What 'stride list molecule' shows, as in h2 or lih:active=2e3o.")
  private @Nullable String molecule;

  @Option(
      names = "--fcidump",
      paramLabel = "FILE",
      description = "Read the integrals from an FCIDUMP file instead.")
  private @Nullable Path fcidump;

  @Option(
      names = "--ansatz",
      paramLabel = "ANSATZ",
      defaultValue = "uccsd",
      description = "Family of circuits (default: ${DEFAULT-VALUE}).")
  private String ansatz;

  @Option(
      names = "--optimizer",
      paramLabel = "OPTIMIZER",
      description = "What 'stride list optimizer' shows (default: lbfgs; with shots, adam:learningRate=0.05).")
  private @Nullable String optimizer;

  @Option(
      names = "--shots",
      paramLabel = "N",
      defaultValue = "0",
      description = "Shots of one energy estimate, over all groups; 0 for exact energies (default).")
  private long shots;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "500",
      description = "Iterations at most (default: ${DEFAULT-VALUE}).")
  private long iterations;

  @Option(
      names = "--backend",
      paramLabel = "BACKEND",
      defaultValue = "state-vector",
      description = "state-vector, or strange in float32 (default: ${DEFAULT-VALUE}).")
  private String backend;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Root of all randomness (default: ${DEFAULT-VALUE}).")
  private long seed;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  VqeCommand() {}

  @Override
  public Integer call() throws IOException {
    MolecularIntegrals integrals = integrals();
    PauliSum hamiltonian = JordanWigner.hamiltonian(integrals);
    Ansatz family = Ansatzes.registry().parse(ansatz);
    return 0;
  }
}
