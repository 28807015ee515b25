package dev.stride.experiments.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How one call of the command ended. */
record Answer(int exitCode, String out, String err) {

  /** Calls the command with these arguments. */
  static Answer to(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = StrideCommand.run(new PrintWriter(out), new PrintWriter(err), args);
    return new Answer(exitCode, out.toString(), err.toString());
  }

  /** Calls the command with the words of this line. */
  static Answer toLine(String line) {
    return to(line.split(" "));
  }

  JsonNode json() {
    assertEquals(0, exitCode, err);
    return JsonMapper.shared().readTree(out);
  }
}
