package dev.stride.experiments.store;

import dev.stride.experiments.plan.Run;
import dev.stride.experiments.task.RunResult;
import dev.stride.optim.form.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The runs of one experiment in an SQLite file with a write-ahead log: what was committed survives
 * a kill at any moment, and other processes can read while it grows. Belongs to one thread.
 */
public final class Store implements AutoCloseable {
  /** The file inside the directory of results. */
  public static final String FILE = "results.db";

  private static final List<String> WRITTEN_LATER =
      List.of("report.html", "runs.csv", "summary.csv", "curves.csv");

  private static final String TABLES =
      """
      CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS runs(
        id TEXT PRIMARY KEY, phase TEXT NOT NULL, problem TEXT NOT NULL, noise TEXT NOT NULL,
        optimizer TEXT NOT NULL, seed INTEGER NOT NULL, value REAL, stop TEXT NOT NULL,
        gap REAL NOT NULL, believed REAL, message TEXT NOT NULL,
        ledger TEXT NOT NULL, curve TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS timings(id TEXT PRIMARY KEY, seconds REAL NOT NULL) WITHOUT ROWID;
      """;

  private final Path file;
  private final Connection connection;
  private final DirectoryLock lock;

  private Store(Path file, Connection connection, DirectoryLock lock) {
    this.file = file;
    this.connection = connection;
    this.lock = lock;
  }

  /**
   * Opens the store of an experiment, new or to go on with.
   *
   * @param directory made when it is not there
   * @param experiment canonical text of the experiment
   * @param version of the program, its build included
   * @throws BadInput when the directory cannot be written, is in use, holds another experiment's
   *     results, or results of another build
   */
  public static Store open(Path directory, String experiment, String version) {
    Path file = directory.resolve(FILE);
    Directories.make(directory);
    requireOwn(directory, file);
    DirectoryLock lock = lock(directory);
    try {
      Store store = new Store(file, DriverManager.getConnection("jdbc:sqlite:" + file), lock);
      try {
        store.prepare();
        store.claim("experiment", experiment, "another experiment");
        store.claim("version", version, "another build of Stride");
        return store;
      } catch (SQLException | RuntimeException failed) {
        store.close();
        throw failed;
      }
    } catch (SQLException failed) {
      release(lock);
      throw unusable(file, failed);
    }
  }

  /** What an experiment writes there must not replace what somebody else did. */
  private static void requireOwn(Path directory, Path file) {
    for (String name : WRITTEN_LATER) {
      if (!Files.exists(file) && Files.exists(directory.resolve(name))) {
        throw new BadInput(
            directory + " has a " + name + " of something else; choose another directory");
      }
    }
  }

  private static DirectoryLock lock(Path directory) {
    try {
      return DirectoryLock.take(directory);
    } catch (IOException refused) {
      throw new BadInput(
          "cannot write results to " + directory + ": " + Reason.of(refused), refused);
    }
  }

  private static void release(DirectoryLock lock) {
    try {
      lock.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The results that are here, of those runs. */
  public Map<Run, RunResult> load(Collection<Run> runs) {
    Map<String, RunResult> all = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM runs")) {
      while (rows.next()) {
        all.put(rows.getString("id"), result(rows));
      }
    } catch (SQLException failed) {
      throw unusable(file, failed);
    } catch (IllegalArgumentException garbled) {
      throw new BadInput(
          file + " is damaged (" + garbled.getMessage() + "); remove it and start again", garbled);
    }
    Map<Run, RunResult> found = new HashMap<>();
    for (Run run : runs) {
      RunResult result = all.get(run.id());
      if (result != null) {
        found.put(run, result);
      }
    }
    return found;
  }

  /** Commits these runs, all or none of them. */
  public void save(Collection<Timed> batch) {
    String run = "INSERT OR IGNORE INTO runs VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)";
    String timing = "INSERT OR IGNORE INTO timings VALUES(?,?)";
    try (PreparedStatement runs = connection.prepareStatement(run);
        PreparedStatement timings = connection.prepareStatement(timing)) {
      for (Timed timed : batch) {
        bind(runs, timed.done());
        runs.addBatch();
        timings.setString(1, timed.done().run().id());
        timings.setDouble(2, timed.seconds());
        timings.addBatch();
      }
      runs.executeBatch();
      timings.executeBatch();
      connection.commit();
    } catch (SQLException failed) {
      throw unusable(file, failed);
    }
  }

  /** Seconds of computing that the stored runs took, summed over threads. */
  public double seconds() {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT total(seconds) FROM timings")) {
      return rows.getDouble(1);
    } catch (SQLException failed) {
      throw unusable(file, failed);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failed) {
      throw unusable(file, failed);
    } finally {
      release(lock);
    }
  }

  /** A run, and how long it took. */
  public record Timed(Done done, double seconds) {}

  private void prepare() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout=10000");
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=NORMAL");
      for (String table : TABLES.split(";\n", -1)) {
        if (!table.isBlank()) {
          statement.execute(table);
        }
      }
    }
    connection.setAutoCommit(false);
  }

  /** Writes what this store belongs to, or compares it with what was written. */
  private void claim(String key, String value, String otherwise) throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement("INSERT OR IGNORE INTO meta VALUES(?,?)");
        PreparedStatement select =
            connection.prepareStatement("SELECT value FROM meta WHERE key=?")) {
      insert.setString(1, key);
      insert.setString(2, value);
      insert.executeUpdate();
      connection.commit();
      select.setString(1, key);
      try (ResultSet rows = select.executeQuery()) {
        if (!value.equals(rows.getString(1))) {
          throw new BadInput(
              file.getParent()
                  + " holds the results of "
                  + otherwise
                  + "; choose another directory by --out");
        }
      }
    }
  }

  private static void bind(PreparedStatement row, Done done) throws SQLException {
    Run run = done.run();
    RunResult result = done.result();
    row.setString(1, run.id());
    row.setString(2, run.phase().key());
    row.setString(3, run.cell().problem().name());
    row.setString(4, run.cell().noise());
    row.setString(5, run.cell().optimizer());
    row.setInt(6, run.seed());
    row.setObject(7, run.value());
    row.setString(8, result.stop().name());
    row.setDouble(9, result.gap());
    row.setObject(10, Double.isNaN(result.believed()) ? null : (Double) result.believed());
    row.setString(11, result.message());
    row.setString(12, Texts.ledger(result.ledger()));
    row.setString(13, Texts.curve(result.at(), result.gaps()));
  }

  private static RunResult result(ResultSet row) throws SQLException {
    double believed = row.getDouble("believed");
    boolean measured = !row.wasNull();
    String curve = Objects.requireNonNull(row.getString("curve"));
    return new RunResult(
        row.getDouble("gap"),
        measured ? believed : Double.NaN,
        RunResult.Stop.valueOf(row.getString("stop")),
        Objects.requireNonNull(row.getString("message")),
        Texts.costs(curve),
        Texts.gaps(curve),
        Texts.ledger(Objects.requireNonNull(row.getString("ledger"))));
  }

  private static BadInput unusable(Path file, SQLException failed) {
    String message = String.valueOf(failed.getMessage());
    String code = message.replaceAll("(?s)^\\[(\\w+)\\].*", "$1");
    String why =
        switch (code) {
          case "SQLITE_NOTADB", "SQLITE_CORRUPT" ->
              " is damaged or no store of results; remove it and start again";
          case "SQLITE_FULL" -> " cannot grow: the disk is full; what was committed stays";
          case "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_READONLY_DIRECTORY" ->
              " cannot be written: no permission";
          case "SQLITE_BUSY" -> " is in use by another process";
          default ->
              code.startsWith("SQLITE_IOERR")
                  ? " cannot be read or written; is the disk full?"
                  : " cannot be used: " + message;
        };
    return new BadInput(file + why, failed);
  }
}
