package dev.stride.experiments.command;

import dev.stride.experiments.run.Versions;
import picocli.CommandLine.IVersionProvider;

/** What this program and what it runs on are. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "stride " + Versions.stride(),
      "Java "
          + Runtime.version()
          + " on "
          + System.getProperty("os.name")
          + " "
          + System.getProperty("os.arch")
    };
  }
}
