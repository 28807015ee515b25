package dev.stride.rl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the reference data among the test resources. */
public final class Reference {
  private Reference() {}

  /** Numbers that nothing in this project produced. */
  public static JsonNode read(String name) {
    return resource("/reference/rl/" + name + ".json");
  }

  /** Numbers that this project's own scripts got from other programs. */
  public static JsonNode golden(String name) {
    return resource("/golden/" + name + ".json");
  }

  private static JsonNode resource(String path) {
    try (InputStream in = Reference.class.getResourceAsStream(path)) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(in, path));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  public static double[] vector(JsonNode node) {
    double[] vector = new double[node.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = node.get(i).asDouble();
    }
    return vector;
  }
}
