package dev.stride.rl.env;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Streams;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.TrueValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Grids from text. */
class GridTest {

  private static FiniteMdp model(String settings) {
    return Environments.registry().parse("grid:" + settings).model(Streams.of(0).rng());
  }

  /** The outcomes of a pair, as in {@code 0.8>3:-1 0.2>0:-1!}, where ! is the end. */
  private static String outcomes(FiniteMdp mdp, int state, int action) {
    StringJoiner text = new StringJoiner(" ");
    int pair = state * mdp.actions() + action;
    for (int o = mdp.first(pair); o < mdp.end(pair); o++) {
      text.add(
          String.format(
              Locale.ROOT,
              "%.3g>%d:%.3g%s",
              mdp.probability(o),
              mdp.next(o),
              mdp.reward(o),
              mdp.terminated(o) ? "!" : ""));
    }
    return text.toString();
  }

  /**
   * The 4x3 world of Russell and Norvig (3rd ed., figure 17.3): their utilities have the reward of
   * the state itself, -0.04, in front.
   */
  @Test
  void russellAndNorvig() {
    FiniteMdp mdp =
        model("map=...G/.#.H/S...,rewards=(G=1,H=-1),stepReward=-0.04,slip=0.2,slipTo=sides");
    double[] v = TrueValues.optimal(mdp, 1);
    double[] published = {0.812, 0.868, 0.918, 1, 0.762, 0.660, -1, 0.705, 0.655, 0.611, 0.388};
    for (int s = 0; s < published.length; s++) {
      if (s != 3 && s != 6) {
        assertEquals(published[s] + 0.04, v[s], 5.1e-4, "state " + s);
      }
    }
    assertEquals(1, mdp.start()[7]);
  }

  @Test
  void cliffWalkingAsAGrid() {
    String rows = "............/............/............/S**********G";
    FiniteMdp grid = model("map=" + rows + ",rewards=*=-100,stepReward=-1,limit=1000");
    FiniteMdp cliff = new CliffWalking(false).model(Streams.of(0).rng());
    assertEquals(cliff.states(), grid.states());
    assertEquals(cliff.limit(), grid.limit());
    assertArrayEquals(cliff.start(), grid.start());
    for (int s = 0; s < 37; s++) {
      for (int a = 0; a < 4; a++) {
        assertEquals(outcomes(cliff, s, a), outcomes(grid, s, a));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Edges and walls hold; action 0 up, 1 right, 2 down, 3 left.
        "map=S#/.G                 | 0 | 0 | 1.00>0:-1.00",
        "map=S#/.G                 | 0 | 1 | 1.00>0:-1.00",
        "map=S#/.G                 | 0 | 2 | 1.00>1:-1.00",
        "map=S#/.G                 | 1 | 1 | 1.00>2:-1.00!",
        "map=S#/.G                 | 2 | 0 | 1.00>2:0.00!",
        // A diagonal passes between two walls; against a wall or an edge it slides or stays.
        "map=S#/#G,moves=king      | 0 | 5 | 1.00>1:-1.00!",
        "map=S./.#/.G,moves=king   | 0 | 5 | 1.00>0:-1.00",
        "map=S./.G,moves=king      | 0 | 4 | 1.00>1:-1.00",
        "map=S./.G,moves=king      | 2 | 7 | 1.00>0:-1.00",
        "map=S./.G,moves=king      | 1 | 6 | 1.00>2:-1.00",
        "map=SG/#.,moves=king      | 0 | 6 | 1.00>0:-1.00",
        // Staying, also in the wind.
        "map=SG,stay=true          | 0 | 4 | 1.00>0:-1.00",
        "map=.G/S.,stay=true,wind=10 | 2 | 4 | 1.00>0:-1.00",
        // Wind of the column that is left, until a wall.
        "map=../../SG,wind=20      | 4 | 1 | 1.00>1:-1.00",
        "map=../.#/SG,wind=20      | 3 | 1 | 1.00>4:-1.00!",
        "map=../../SG,wind=02      | 4 | 1 | 1.00>5:-1.00!",
        "map=.../..G/S..,wind=100  | 6 | 2 | 1.00>6:-1.00",
        "map=.../..G/S..,wind=100,gusts=true | 6 | 1 | 0.333>7:-1.00 0.333>4:-1.00 0.333>1:-1.00",
        "map=.../..G/S..,wind=100,gusts=true | 7 | 0 | 1.00>4:-1.00",
        // Against the edge after the wind, in front of a wall.
        "map=#G/S.,wind=10         | 1 | 2 | 1.00>1:-1.00",
        // Slips: to the sides, and in any other direction; staying does not slip.
        "map=.../.S./..G,slip=0.2  | 4 | 0 | 0.800>1:-1.00 0.100>5:-1.00 0.100>3:-1.00",
        "map=.../.S./..G,slip=0.2  | 4 | 3 | 0.100>1:-1.00 0.100>7:-1.00 0.800>3:-1.00",
        "map=.../.S./..G,slip=0.3,slipTo=others | 4 | 1 |"
            + " 0.100>1:-1.00 0.700>5:-1.00 0.100>7:-1.00 0.100>3:-1.00",
        "map=.../.S./..G,slip=0.2,moves=king | 4 | 1 | 0.800>5:-1.00 0.100>2:-1.00 0.100>8:-1.00!",
        "map=.../.S./..G,slip=0.2,moves=king | 4 | 7 | 0.100>1:-1.00 0.100>3:-1.00 0.800>0:-1.00",
        "map=.../.S./..G,slip=0.2,moves=king | 4 | 6 | 0.100>7:-1.00 0.100>3:-1.00 0.800>6:-1.00",
        "map=.../.S./..G,slip=0.2,stay=true | 4 | 4 | 1.00>4:-1.00",
        "map=.../.S./..G,slip=1    | 4 | 0 | 0.00>1:-1.00 0.500>5:-1.00 0.500>3:-1.00",
        // Rewards by cell, also of a start; the cliff leads to every start.
        "map=Sa.G,rewards=(a=-5,G=2,S=7),stepReward=0.5 | 0 | 1 | 1.00>1:-5.00",
        "map=Sa.G,rewards=(a=-5,G=2,S=7),stepReward=0.5 | 1 | 1 | 1.00>2:0.500",
        "map=Sa.G,rewards=(a=-5,G=2,S=7),stepReward=0.5 | 2 | 1 | 1.00>3:2.00!",
        "map=Sa.G,rewards=(a=-5,G=2,S=7),stepReward=0.5 | 1 | 3 | 1.00>0:7.00",
        "map=S*SG,rewards=*=-9     | 0 | 1 | 0.500>0:-9.00 0.500>2:-9.00",
      })
  void moves(String settings, int state, int action, String expected) {
    assertEquals(expected, outcomes(model(settings), state, action));
  }

  @Test
  void severalStarts() {
    assertArrayEquals(new double[] {0.25, 0.25, 0, 0.25, 0.25, 0}, model("map=SS.#/SSG#").start());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "map=S./G         | map S./G: row 2 has 1 cells and row 1 has 2; all need the same number",
        "map=S?/.G        | map S?/.G: row 1, column 2 is '?'; known are # wall, . floor",
        "map=../.G        | has no start; mark one cell or more with S",
        "map=S./..        | has no cell that ends an episode; mark one with a capital letter, as G",
        "map=/            | map / is empty; a map has rows of cells",
        "map=SG,wind=1    | wind has a digit for each of the 2 columns, as in 11, not 1",
        "map=SG,wind=1x   | wind has a digit for each of the 2 columns, as in 11, not 1x",
        "map=SG,rewards=H=1 | the map has no cell 'H' that could pay; rewards are like G=1,a=-5",
        "map=S#G,rewards=#=1 | the map has no cell '#' that could pay",
        "map=SG,rewards=GG=1 | the map has no cell 'GG' that could pay",
        "map=SG,rewards=G=x | rewards: G=x: it has to be a number",
        "map=SG,rewards=(G=1,G=2) | G is given twice",
        "map=SG,rewards=7 | the map has no cell '' that could pay",
        "map=SG,slip=2    | slip must be from 0 to 1, not 2",
        "map=SG,limit=0   | limit must be from 1 to 1000000, not 0",
        "file=no-such.txt | file no-such.txt cannot be read: there is none; it should have a line",
        "file=src,map=SG  | map=SG and file=src are two maps; leave one of them out",
        "map=SG,gusts=true | gusts=true needs wind in a column, as in wind=11, and wind=none",
        "map=SG,wind=00,gusts=true | gusts=true needs wind in a column, as in wind=11, and wind=00",
        "file=src         | file src cannot be read: it is a directory",
      })
  void brokenGridsGetOneClearMessage(String settings, String message) {
    BadInput bad =
        assertThrows(
            BadInput.class, () -> Environments.registry().parse("grid:" + settings), settings);
    assertTrue(bad.getMessage().startsWith("environment 'grid': "), bad.getMessage());
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }

  @Test
  void filesAreReadInPlaceOfTheMap(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("maze.txt");
    Files.writeString(file, "S#\r\n.G\n\n  \n");
    FiniteMdp fromFile = model("file=" + file);
    FiniteMdp inline = model("map=S#/.G");
    assertEquals(3, fromFile.states());
    for (int s = 0; s < 3; s++) {
      for (int a = 0; a < 4; a++) {
        assertEquals(outcomes(inline, s, a), outcomes(fromFile, s, a));
      }
    }
    Environment environment = Environments.registry().parse("grid:file=" + file);
    assertEquals(List.of(0, 2, 3), Objects.requireNonNull(environment.shape()).cells());
  }

  @Test
  void aByteOrderMarkIsNoCell(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("maze.txt");
    Files.writeString(file, "\uFEFFS#\n.G\n");
    assertEquals(3, model("file=" + file).states());
    assertEquals(1, model("file=" + file).start()[0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''       | is empty; a map has rows of cells",
        "S.nn.Gn  | row 2 has 0 cells and row 1 has 2",
        "S.n#tG   | row 2 has 3 cells and row 1 has 2",
        "S.n#\u00e9 | row 2, column 2 is '\u00e9'",
        "S.n.GTn  | row 2, column 3 is '\\t'; known are # wall",
        "S.Tn.Gn  | row 1, column 3 is '\\t'",
        "S.n\u200bGn | row 2, column 1 is '\\u200b'",
        "S.n\uD83D\uDE00G | row 2, column 1 is '\uD83D\uDE00'",
        "S.n\uFEFF.G | row 2, column 1 is '\\ufeff'",
        "\uFEFF   | is empty",
      })
  void brokenFiles(String text, String message, @TempDir Path directory) throws IOException {
    Path file = directory.resolve("broken.txt");
    Files.writeString(file, text.replace('n', '\n').replace('T', '\t'));
    BadInput bad = assertThrows(BadInput.class, () -> model("file=" + file));
    assertTrue(bad.getMessage().contains("file " + file), bad.getMessage());
    assertTrue(bad.getMessage().contains(message), bad.getMessage());
  }

  @Test
  void filesThatAreNoTextOrTooLarge(@TempDir Path directory) throws IOException {
    Path binary = directory.resolve("binary");
    Files.write(binary, new byte[] {'S', (byte) 0xff, 'G'});
    BadInput bad = assertThrows(BadInput.class, () -> model("file=" + binary));
    assertTrue(bad.getMessage().contains("it is not UTF-8 text; it should"), bad.getMessage());
    Path large = directory.resolve("large");
    Files.write(large, ("S" + ".".repeat(10_000)).getBytes(StandardCharsets.UTF_8));
    bad = assertThrows(BadInput.class, () -> model("file=" + large));
    assertTrue(bad.getMessage().contains("has 10001 cells, and 10000 are the most"));
  }

  @Test
  void shapes() {
    Environment grid = Environments.registry().parse("grid:map=S#/.G,moves=king,stay=true");
    GridShape shape = Objects.requireNonNull(grid.shape());
    assertEquals(2, shape.rows());
    assertEquals(2, shape.columns());
    assertEquals(List.of(0, 2, 3), shape.cells());
    assertEquals(0, shape.state(0, 0));
    assertEquals(-1, shape.state(0, 1));
    assertEquals(2, shape.state(1, 1));
    StringBuilder arrows = new StringBuilder();
    shape.moves().forEach(move -> arrows.append(move.arrow()));
    assertEquals("↑→↓←↗↘↙↖·", arrows.toString());
  }
}
