package dev.stride.rl.env;

import dev.stride.optim.form.Registry;

/**
 * Brings environments from elsewhere on the class path: every command and every agent knows them by
 * name then, like those of this module.
 *
 * <p>A provider is a public class with a public constructor without parameters, found by {@link
 * java.util.ServiceLoader}: a file {@code META-INF/services/dev.stride.rl.env.EnvironmentProvider}
 * beside it holds its name. The environments that it registers are public records: their components
 * are the keys, their compact constructor checks them and the registered instance holds the
 * defaults.
 */
public interface EnvironmentProvider {
  /** Registers environments: a name that is still free, the defaults, and one line of help each. */
  void register(Registry<Environment> registry);
}
