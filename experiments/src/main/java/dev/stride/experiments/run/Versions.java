package dev.stride.experiments.run;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.zip.CRC32;

/** Versions of what the results were made with. */
public final class Versions {
  private static final List<String> LIBRARIES =
      List.of(
          "org.apache.commons/commons-math3",
          "org.apache.commons/commons-rng-core",
          "org.redfx/strange",
          "org.xerial/sqlite-jdbc",
          "org.webjars/echarts");

  private Versions() {}

  /** The version of Stride; "development" outside its jar. */
  public static String stride() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /**
   * The version and, from its jar, a checksum of the program: results of two builds are never
   * mixed.
   */
  public static String build() {
    try {
      Path jar =
          Path.of(Versions.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.isRegularFile(jar)) {
        return stride();
      }
      CRC32 checksum = new CRC32();
      checksum.update(Files.readAllBytes(jar));
      return String.format("%s-%08x", stride(), checksum.getValue());
    } catch (IOException | URISyntaxException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /** Stride, Java and the libraries that results or their picture depend on, by name. */
  public static Map<String, String> all() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("stride", build());
    versions.put("java", System.getProperty("java.vendor") + " " + Runtime.version());
    for (String library : LIBRARIES) {
      String path = "/META-INF/maven/" + library + "/pom.properties";
      try (InputStream in = Versions.class.getResourceAsStream(path)) {
        if (in != null) {
          Properties properties = new Properties();
          properties.load(in);
          String name = library.substring(library.indexOf('/') + 1);
          versions.put(name, properties.getProperty("version"));
        }
      } catch (IOException unreadable) {
        throw new IllegalStateException(unreadable);
      }
    }
    return versions;
  }
}
