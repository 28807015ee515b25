package dev.stride.experiments.command;

import dev.stride.experiments.store.Reason;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Literals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Numbers that a user hands in, or reads. */
final class Numbers {
  private Numbers() {}

  /** Reads {@code 1,2.5,-3}. */
  static double[] list(String option, String text) {
    String[] parts = text.split(",", -1);
    double[] numbers = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      try {
        numbers[i] = Literals.parseNumber(parts[i].strip());
      } catch (BadInput bad) {
        throw new BadInput(
            option + " takes numbers with commas between them; '" + parts[i] + "' is none", bad);
      }
    }
    return numbers;
  }

  /** Six digits of each, for reading. */
  static String text(double[] numbers) {
    StringJoiner text = new StringJoiner(", ", "(", ")");
    for (double number : numbers) {
      text.add(String.format(Locale.ROOT, "%.6g", number));
    }
    return text.toString();
  }

  /** So many decimals, without a sign before a zero; a dash for what is not known. */
  static String fixed(double value, int decimals) {
    if (Double.isNaN(value)) {
      return "-";
    }
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.startsWith("-") && Double.parseDouble(text) == 0 ? text.substring(1) : text;
  }

  /** "1 qubit", "2 qubits". */
  static String counted(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** Reads a JSON array of arrays of {@code width} numbers. */
  static List<double[]> rows(Path file, int width) {
    String text = text(file);
    try (JsonParser json =
        JsonFactory.builder().build().createParser(ObjectReadContext.empty(), text)) {
      expect(file, json, JsonToken.START_ARRAY, "an array of gradients");
      List<double[]> rows = new ArrayList<>();
      while (json.nextToken() == JsonToken.START_ARRAY) {
        rows.add(row(file, json, width));
      }
      if (json.currentToken() != JsonToken.END_ARRAY) {
        throw bad(file, json, "every gradient is an array of numbers");
      }
      if (json.nextToken() != null) {
        throw bad(file, json, "there is more behind the array");
      }
      if (rows.isEmpty()) {
        throw new BadInput(file + ": it has no gradients");
      }
      return rows;
    } catch (StreamReadException broken) {
      TokenStreamLocation at = broken.getLocation();
      throw new BadInput(
          String.format(
              "%s:%d:%d: this is not JSON: %s",
              file,
              Math.max(1, at.getLineNr()),
              Math.max(1, at.getColumnNr()),
              broken.getOriginalMessage().replaceAll("(?s) *[(:].*", "")),
          broken);
    }
  }

  private static String text(Path file) {
    if (Files.isDirectory(file)) {
      throw new BadInput(file + ": this is a directory; a JSON file is needed");
    }
    if (!Files.exists(file)) {
      throw new BadInput(file + ": there is no such file");
    }
    try {
      return new String(Files.newInputStream(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new BadInput(file + ": " + Reason.of(unreadable), unreadable);
    }
  }

  private static double[] row(Path file, JsonParser json, int width) {
    double[] row = new double[width];
    int n = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == null || !json.currentToken().isNumeric()) {
        throw bad(file, json, "a gradient holds numbers alone");
      }
      double value = json.getDoubleValue();
      if (!Double.isFinite(value)) {
        throw bad(file, json, "every number has to be finite");
      }
      if (n < width) {
        row[n] = value;
      }
      n++;
    }
    if (n != width) {
      throw bad(file, json, "this gradient has " + n + " numbers, and the start has " + width);
    }
    return row;
  }

  private static void expect(Path file, JsonParser json, JsonToken token, String what) {
    if (json.nextToken() != token) {
      throw bad(file, json, "it has to be " + what);
    }
  }

  private static BadInput bad(Path file, JsonParser json, String why) {
    TokenStreamLocation at = json.currentTokenLocation();
    return new BadInput(String.format("%s:%d:%d: %s", file, at.getLineNr(), at.getColumnNr(), why));
  }
}
