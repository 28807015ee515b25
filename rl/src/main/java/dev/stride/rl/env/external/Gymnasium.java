package dev.stride.rl.env.external;

import dev.stride.optim.Check;
import dev.stride.optim.form.BadInput;
import dev.stride.rl.env.Environment;
import dev.stride.rl.env.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * An environment of Gymnasium's, in a Python process of its own for every run: see {@link
 * ChildWorld}. Actions have to be {@code Discrete}, observations {@code Discrete} or {@code Box}.
 *
 * <p>There are no exact values here. A learned policy is judged by how far its mean return is below
 * {@code best}.
 *
 * @param id as {@code gymnasium.make} takes it
 * @param arguments more for {@code gymnasium.make}, as in {@code (map_name=8x8,is_slippery=false)};
 *     {@code none} for none
 * @param python the command that starts Python
 * @param bound where features end when a coordinate has no bounds: at -bound and bound; one that is
 *     bounded on one side has a range of twice the bound
 * @param best a return that no policy exceeds
 * @param timeout seconds in which an answer has to come; its start may take ten times as long
 */
public record Gymnasium(
    String id, String arguments, String python, double bound, double best, double timeout)
    implements Environment {
  private static final String SCRIPT = "stride_gymnasium.py";

  public Gymnasium {
    Check.positive("bound", bound);
    Check.that(Double.isFinite(best), "best must be finite, not %s", best);
    Check.positive("timeout", timeout);
  }

  /**
   * {@inheritDoc}
   *
   * @throws BadInput when Python, Gymnasium or the environment are missing, or do not fit
   */
  @Override
  public World world(UniformRandomProvider rng) {
    Path directory = script();
    String script = directory.resolve(SCRIPT).toString();
    List<String> command =
        arguments.equals("none")
            ? List.of(python, script, id)
            : List.of(python, script, id, arguments);
    return new ChildWorld(id, command, directory, bound, best, timeout);
  }

  /** A new directory with the script in it, for the process to live in. */
  private static Path script() {
    try (InputStream script = Objects.requireNonNull(Gymnasium.class.getResourceAsStream(SCRIPT))) {
      Path directory = Files.createTempDirectory("stride-gymnasium");
      Files.copy(script, directory.resolve(SCRIPT));
      return directory;
    } catch (IOException full) {
      throw new UncheckedIOException("no temporary file can be written: " + full, full);
    }
  }
}
