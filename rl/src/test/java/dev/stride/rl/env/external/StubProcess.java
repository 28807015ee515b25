package dev.stride.rl.env.external;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * A child that speaks the protocol of {@link ChildWorld}: a walk on five places from the middle,
 * -0.1 for a step, 1 for leaving on the right; the wind carries it back now and then. Its argument
 * says in which way it misbehaves.
 */
final class StubProcess {
  private StubProcess() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    String mode = arguments[0];
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    switch (mode) {
      case "box" -> out.println("stride/1 3 0 box 4 -1 -inf 2 -inf 1 inf inf 5");
      case "constant" -> out.println("stride/1 2 9 box 2 3 -3.4028234663852886e+38 3 3.4e38");
      case "refuses" -> out.println("error there is no environment of that name");
      case "garbled" -> out.println("hello");
      case "no-actions" -> out.println("stride/1 0 10 discrete 5");
      case "silent" -> System.exit(0);
      case "slow-start" -> Thread.sleep(60_000);
      case "starts-another" -> {
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                StubProcess.class.getName(),
                "slow-start")
            .inheritIO()
            .start();
        Thread.sleep(60_000);
      }
      case "endless" -> {
        byte[] much = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        while (!out.checkError()) {
          out.write(much, 0, much.length);
        }
      }
      case "binary" -> out.println("\u001b[31m\u0000" + "x".repeat(1000));
      default -> out.println("stride/1 2 40 discrete 5");
    }
    Random random = new Random(0);
    int place = 2;
    String line = in.readLine();
    while (line != null && !line.equals("close")) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("reset")) {
        random = new Random(Long.parseLong(words[1]));
        place = 2;
        out.println(first(mode));
      } else {
        step(mode, out);
        place += words[1].equals("1") && random.nextDouble() < 0.75 ? 1 : -1;
        boolean right = place == 5;
        boolean over = right || place < 0;
        int seen = Math.max(0, Math.min(4, place));
        out.println((right ? "1" : "-0.1") + " " + (over ? 1 : 0) + " 0 " + seen);
      }
      line = in.readLine();
    }
  }

  private static String first(String mode) {
    return switch (mode) {
      case "box" -> "0.1 -7.25 1e-300 3";
      case "constant" -> "3 inf";
      default -> "2";
    };
  }

  /** What goes wrong in the place of a step, or before it. */
  private static void step(String mode, PrintStream out) throws InterruptedException {
    switch (mode) {
      case "dies" -> {
        System.err.println("a trace");
        System.err.println("OutOfLuck: thirteen");
        System.err.println();
        System.exit(3);
      }
      case "fails" -> out.println("error division by zero");
      case "hangs" -> Thread.sleep(60_000);
      case "babbles" -> out.println("0 0 0");
      case "flags" -> out.println("0 2 0 1");
      case "outside" -> out.println("0 0 0 5");
      case "long" -> out.println("0 0 0 1 1");
      case "rich" -> out.println("1e999 0 0 1");
      case "poor" -> out.println("-Infinity 1 0 1");
      case "unpaid" -> out.println("nan 0 0 1");
      case "nowhere" -> out.println("0 0 0 NaN");
      case "box" -> out.println("0 0 0 1 2 -1e999 4");
      case "cuts" -> out.println("0.5 0 1 3");
      default -> {}
    }
  }
}
