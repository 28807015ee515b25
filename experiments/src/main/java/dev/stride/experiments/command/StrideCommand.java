package dev.stride.experiments.command;

import dev.stride.experiments.run.Versions;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Nearest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command itself, and what becomes of whatever its subcommands throw. */
@Command(
    name = "stride",
    description = "Which optimizer can I trust when my signal is noisy?",
    versionProvider = Version.class,
    footer = {
      "",
      "Choices are written NAME[:key=value,...]; 'stride list KIND' shows them.",
      "Exit codes: 0 done, 1 a run failed, 2 bad input, 130 interrupted (run and compare go on",
      "when they are started again)."
    })
public final class StrideCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show versions and exit.")
  boolean version;

  /**
   * Runs the command and returns its exit code.
   *
   * @param out for results
   * @param err for everything else
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    boolean detailed =
        Arrays.asList(args).contains("-v") || Arrays.asList(args).contains("--verbose");
    System.setProperty("stride.level", detailed ? "debug" : "info");
    CommandLine line = new CommandLine(new StrideCommand());
    // Only the subcommand that is called is built, unless the help of all is asked for.
    Map<String, Supplier<Object>> all = subcommands();
    Supplier<Object> called = args.length == 0 ? null : all.get(args[0]);
    if (called != null) {
      line.addSubcommand(args[0], called.get());
    } else {
      all.forEach((name, command) -> line.addSubcommand(name, command.get()));
    }
    line.setOut(out).setErr(err);
    line.setExecutionExceptionHandler(
        (failure, where, parsed) -> explain(failure, where, detailed));
    line.setParameterExceptionHandler((failure, arguments) -> explain(failure));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    long start = System.nanoTime();
    try {
      int exitCode = line.execute(args);
      if (detailed) {
        sayHow(args, System.nanoTime() - start);
      }
      out.flush();
      if (out.checkError()) {
        say(err, "cannot write to standard output");
        return ExitCode.RUN_FAILED;
      }
      return exitCode;
    } catch (OutOfMemoryError small) {
      say(err, "out of memory; ask for less, or give Java more, as in java -Xmx8g -jar stride.jar");
      return ExitCode.RUN_FAILED;
    }
  }

  /** For -v alone: the first logger costs more time than a small calculation. */
  private static void sayHow(String[] args, long nanoseconds) {
    Runtime runtime = Runtime.getRuntime();
    LogManager.getLogger(StrideCommand.class)
        .debug(
            "stride {} took {} ms; {}, Java {}, {} processors, {} of {} MB used",
            String.join(" ", args),
            nanoseconds / 1_000_000,
            Versions.build(),
            Runtime.version(),
            runtime.availableProcessors(),
            (runtime.totalMemory() - runtime.freeMemory()) >> 20,
            runtime.maxMemory() >> 20);
  }

  private static Map<String, Supplier<Object>> subcommands() {
    Map<String, Supplier<Object>> all = new LinkedHashMap<>();
    all.put("compare", CompareCommand::new);
    all.put("run", RunCommand::new);
    all.put("vqe", VqeCommand::new);
    all.put("adapt", AdaptCommand::new);
    all.put("excited", ExcitedCommand::new);
    all.put("scan", ScanCommand::new);
    all.put("rl", RlCommand::new);
    all.put("values", ValuesCommand::new);
    all.put("minimize", MinimizeCommand::new);
    all.put("list", ListCommand::new);
    return all;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int explain(Exception failure, CommandLine where, boolean detailed)
      throws Exception {
    if (failure instanceof BadInput bad) {
      say(where.getErr(), bad.getMessage());
      return ExitCode.BAD_INPUT;
    }
    if (failure instanceof IOException || failure instanceof UncheckedIOException) {
      say(where.getErr(), "cannot read or write: " + failure.getMessage());
      return ExitCode.RUN_FAILED;
    }
    if (detailed) {
      throw failure;
    }
    say(where.getErr(), "this should not have happened: " + failure + " (-v shows where)");
    return ExitCode.RUN_FAILED;
  }

  private static int explain(ParameterException failure) {
    CommandLine where = failure.getCommandLine();
    PrintWriter err = where.getErr();
    String message =
        String.valueOf(failure.getMessage())
            .replaceAll("is not an? (long|int)$", "is not a whole number")
            .replaceAll("is not an? double$", "is not a number");
    if (failure instanceof CommandLine.UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0);
      boolean command = where.getParent() == null && !word.startsWith("-");
      message =
          command
              ? "'"
                  + word
                  + "' is not a command"
                  + Nearest.hint(word, where.getSubcommands().keySet())
              : "'"
                  + word
                  + "' is not understood"
                  + Nearest.hint(word, where.getCommandSpec().optionsMap().keySet());
    }
    say(err, message);
    say(err, "'" + where.getCommandSpec().qualifiedName() + " --help' shows what is understood");
    return ExitCode.BAD_INPUT;
  }

  /** The command line as it was typed, with what a shell would take apart in quotes. */
  static String typed(CommandSpec spec) {
    StringBuilder line = new StringBuilder("stride");
    for (String word : spec.commandLine().getParseResult().originalArgs()) {
      boolean plain = !word.isEmpty() && word.chars().allMatch(StrideCommand::isPlain);
      line.append(' ').append(plain ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return line.toString();
  }

  private static boolean isPlain(int c) {
    boolean letter = Character.toLowerCase(c) >= 'a' && Character.toLowerCase(c) <= 'z';
    return letter || "0123456789+-_.,:=/@%".indexOf(c) >= 0;
  }

  /** One message on standard error. */
  static void say(PrintWriter err, String message) {
    err.println("stride: " + message);
    err.flush();
  }
}
