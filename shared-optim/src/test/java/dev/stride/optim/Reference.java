package dev.stride.optim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the reference data among the test resources. */
public final class Reference {
  private Reference() {}

  public static JsonNode read(String name) {
    return resource("/reference/" + name + ".json");
  }

  /** What a script of our own wrote. */
  public static JsonNode golden(String name) {
    return resource("/golden/" + name + ".json");
  }

  private static JsonNode resource(String name) {
    try (InputStream in = Reference.class.getResourceAsStream(name)) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(in, name));
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

  public static double[][] matrix(JsonNode node) {
    double[][] rows = new double[node.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = vector(node.get(i));
    }
    return rows;
  }
}
