package dev.stride.rl.env;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.Registry;
import dev.stride.optim.random.Streams;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.TrueValues;
import example.Corridor;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Environments from elsewhere on the class path; {@link Corridor} is the documented example. */
class EnvironmentProviderTest {
  @TempDir private Path directory;

  @Test
  void aProvidedEnvironmentIsOneOfThem() {
    Registry<Environment> registry = Environments.registry();
    assertEquals(new Corridor(5), registry.parse("corridor"));
    assertEquals(new Corridor(8), registry.parse("corridor:length=8"));
    assertTrue(registry.entries().stream().anyMatch(entry -> entry.name().equals("corridor")));
    FiniteMdp mdp = registry.parse("corridor:length=8").model(Streams.of(1).rng());
    assertEquals(-8, TrueValues.atStart(mdp, TrueValues.optimal(mdp, 1)), 1e-12);
    // Sticky actions do no harm to who always goes right.
    FiniteMdp sticky = registry.parse("sticky:of=corridor").model(Streams.of(1).rng());
    assertEquals(-5, TrueValues.atStart(sticky, TrueValues.optimal(sticky, 1)), 1e-12);
  }

  /** Registers a name twice. */
  public static final class Twice implements EnvironmentProvider {
    @Override
    public void register(Registry<Environment> registry) {
      registry.add("corridor", new Corridor(5), "");
      registry.add("corridor", new Corridor(6), "");
    }
  }

  private String provided(String className) throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(services.resolve(EnvironmentProvider.class.getName()), className);
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {directory.toUri().toURL()}, EnvironmentProvider.class.getClassLoader()) {
          @Override
          public java.util.Enumeration<URL> getResources(String name) throws IOException {
            return findResources(name);
          }
        }) {
      return Environments.addProvided(
          new Registry<>("environment", Environment.class),
          ServiceLoader.load(EnvironmentProvider.class, loader));
    }
  }

  @Test
  void whatIsWrongIsSaid() throws IOException {
    assertEquals("", provided("example.Corridor$Provider"));
    assertEquals(
        "an environment provider on the class path cannot be used:"
            + " dev.stride.rl.env.EnvironmentProviderTest$Twice:"
            + " environment corridor is registered twice",
        provided(Twice.class.getName()));
    assertEquals(
        "an environment provider on the class path cannot be used:"
            + " dev.stride.rl.env.EnvironmentProvider: Provider example.Missing not found",
        provided("example.Missing"));
  }
}
