package dev.stride.rl.env;

import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Takes a passenger to a destination (Dietterich 2000; Gymnasium's {@code Taxi-v4} transition by
 * transition): -1 per step, +20 for the delivery, which ends the episode, -10 for picking up nobody
 * and for setting down nobody or off the four stands.
 *
 * <p>Actions: 0 down, 1 up, 2 right, 3 left, 4 pick up, 5 set down. State {@code ((5·row +
 * column)·5 + passenger)·4 + destination}; the stands 0 to 3 are red, green, yellow and blue, and
 * passenger 4 is in the taxi. Episodes begin in any cell with the passenger at a stand other than
 * the destination; they are truncated after 200 steps.
 *
 * @param rainy whether a move goes to the left and to the right of its direction with probability
 *     0.1 each. One that is blocked goes nowhere
 */
public record Taxi(boolean rainy) implements FiniteEnvironment {
  private static final int LIMIT = 200;
  private static final int IN_TAXI = 4;
  private static final int DESTINATIONS = 4;
  private static final double STRAIGHT = 0.8;

  /** Starts: cells, stands of the passenger, other stands as the destination. */
  private static final int STARTS = 25 * 4 * 3;

  private static final GridShape GRID =
      GridShape.open(5, 5, Move.DOWN, Move.UP, Move.RIGHT, Move.LEFT);

  /** Cells with a wall on their right. */
  private static final Set<Integer> WALLED = Set.of(1, 6, 15, 17, 20, 22);

  /** The cells of the stands. */
  private static final List<Integer> STANDS = List.of(0, 4, 20, 23);

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    double[] start = new double[GRID.cells().size() * (IN_TAXI + 1) * DESTINATIONS];
    for (int state = 0; state < start.length; state++) {
      int passenger = state / DESTINATIONS % (IN_TAXI + 1);
      boolean waits = passenger != IN_TAXI && passenger != state % DESTINATIONS;
      start[state] = waits ? 1.0 / STARTS : 0;
    }
    return FiniteMdp.of(start, 6, LIMIT, this::outcomes);
  }

  private List<Outcome> outcomes(int state, int action) {
    int destination = state % DESTINATIONS;
    int passenger = state / DESTINATIONS % (IN_TAXI + 1);
    int cell = state / (DESTINATIONS * (IN_TAXI + 1));
    return switch (action) {
      case 4 -> {
        boolean there = passenger != IN_TAXI && STANDS.get(passenger) == cell;
        int now = there ? IN_TAXI : passenger;
        yield List.of(new Outcome(1, state(cell, now, destination), there ? -1 : -10, false));
      }
      case 5 -> List.of(setDown(cell, passenger, destination));
      default -> drive(cell, passenger, destination, GRID.moves().get(action));
    };
  }

  private static Outcome setDown(int cell, int passenger, int destination) {
    int stand = STANDS.indexOf(cell);
    if (passenger != IN_TAXI || stand < 0) {
      return new Outcome(1, state(cell, passenger, destination), -10, false);
    }
    boolean delivered = stand == destination;
    return new Outcome(1, state(cell, stand, destination), delivered ? 20 : -1, delivered);
  }

  private List<Outcome> drive(int cell, int passenger, int destination, Move move) {
    int next = go(cell, move);
    if (!rainy) {
      return List.of(new Outcome(1, state(next, passenger, destination), -1, false));
    }
    int left = next == cell ? cell : go(cell, left(move));
    int right = next == cell ? cell : go(cell, left(left(left(move))));
    double aside = (1 - STRAIGHT) / 2;
    return List.of(
        new Outcome(STRAIGHT, state(next, passenger, destination), -1, false),
        new Outcome(aside, state(left, passenger, destination), -1, false),
        new Outcome(aside, state(right, passenger, destination), -1, false));
  }

  private static int go(int cell, Move move) {
    int next = GRID.go(cell, move);
    boolean sideways = move == Move.LEFT || move == Move.RIGHT;
    return sideways && WALLED.contains(Math.min(cell, next)) && next != cell ? cell : next;
  }

  /** A quarter turn to the left. */
  private static Move left(Move move) {
    return switch (move) {
      case UP -> Move.LEFT;
      case LEFT -> Move.DOWN;
      case DOWN -> Move.RIGHT;
      default -> Move.UP;
    };
  }

  private static int state(int cell, int passenger, int destination) {
    return (cell * (IN_TAXI + 1) + passenger) * DESTINATIONS + destination;
  }
}
