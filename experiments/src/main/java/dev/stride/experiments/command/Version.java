package dev.stride.experiments.command;

import picocli.CommandLine.IVersionProvider;

/** What this program and what it runs on are. */
final class Version implements IVersionProvider {
  /** The version of Stride, or "development" outside its jar. */
  static String stride() {
    String packaged = Version.class.getPackage().getImplementationVersion();
    return packaged == null ? "development" : packaged;
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "stride " + stride(),
      "Java "
          + Runtime.version()
          + " on "
          + System.getProperty("os.name")
          + " "
          + System.getProperty("os.arch")
    };
  }
}
