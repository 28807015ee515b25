package dev.stride.rl.env;

import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Blackjack with an infinite deck (Sutton and Barto 2018, example 5.1; Gymnasium's {@code
 * Blackjack-v1}): +1 for winning, 0 for a draw, -1 for losing. Actions: 0 stick, 1 hit. The dealer
 * draws up to 17 or more, soft ones too, where an ace counts as 11 unless that busts.
 *
 * <p>There are 290 states: 0 to 179 are {@code 10·(sum - 4) + card - 1} for the player's sums of 4
 * to 21 without a usable ace and the dealer's card, where 1 is an ace; 180 to 279 are {@code 180 +
 * 10·(sum - 12) + card - 1} with a usable ace; 280 to 289 are the naturals of an ace and a ten,
 * which Gymnasium does not tell from a soft 21 of more cards, but pays apart. A natural, too, is
 * paid when the player sticks.
 *
 * <p>An episode takes 20 steps at most, so that the time limit of 21 is never met.
 *
 * @param sab the rules of the book: a natural beats all but a dealer's natural
 * @param natural whether a natural that wins pays 1.5; ignored when {@code sab} is on
 */
public record Blackjack(boolean sab, boolean natural) implements FiniteEnvironment {
  private static final int LIMIT = 21;
  private static final int CARDS = 10;
  private static final int SOFT = 180;
  private static final int NATURAL = 280;
  private static final int STATES = 290;
  private static final int BEST = 21;

  /** The ends of the dealer's hand are the sums from 17 to 21, and these. */
  private static final int DEALER_NATURAL = 22;

  private static final int BUST = 23;

  /**
   * What cards add up to.
   *
   * @param ace whether one of them is an ace that counts as 11
   */
  private record Hand(int sum, boolean ace) {
    static final Hand NONE = new Hand(0, false);

    Hand with(int card) {
      int hard = sum - (ace ? CARDS : 0) + card;
      boolean usable = (ace || card == 1) && hard + CARDS <= BEST;
      return new Hand(usable ? hard + CARDS : hard, usable);
    }
  }

  @Override
  public FiniteMdp model(UniformRandomProvider rng) {
    double[] start = new double[STATES];
    for (int dealer = 1; dealer <= CARDS; dealer++) {
      for (int first = 1; first <= CARDS; first++) {
        for (int second = 1; second <= CARDS; second++) {
          Hand hand = Hand.NONE.with(first).with(second);
          int state = hand.sum == BEST ? NATURAL + dealer - 1 : state(hand, dealer);
          start[state] += weight(dealer) * weight(first) * weight(second) / (13.0 * 13 * 13);
        }
      }
    }
    double[][] dealerEnds = new double[CARDS + 1][];
    for (int card = 1; card <= CARDS; card++) {
      dealerEnds[card] = ends(Hand.NONE.with(card), 1);
    }
    return FiniteMdp.of(
        start,
        2,
        LIMIT,
        (state, action) -> action == 0 ? stick(state, dealerEnds[state % CARDS + 1]) : hit(state));
  }

  /** Of 13 cards. */
  private static int weight(int card) {
    return card == CARDS ? 4 : 1;
  }

  private static int state(Hand hand, int dealer) {
    return (hand.ace ? SOFT + CARDS * (hand.sum - 12) : CARDS * (hand.sum - 4)) + dealer - 1;
  }

  private static Hand hand(int state) {
    if (state >= NATURAL) {
      return new Hand(BEST, true);
    }
    return state >= SOFT
        ? new Hand(12 + (state - SOFT) / CARDS, true)
        : new Hand(4 + state / CARDS, false);
  }

  /** Probabilities of the ends of a dealer's hand. */
  private static double[] ends(Hand hand, int cards) {
    double[] ends = new double[BUST + 1];
    if (hand.sum >= 17) {
      boolean isNatural = hand.sum == BEST && cards == 2;
      ends[isNatural ? DEALER_NATURAL : hand.sum > BEST ? BUST : hand.sum] = 1;
      return ends;
    }
    for (int card = 1; card <= CARDS; card++) {
      double[] then = ends(hand.with(card), cards + 1);
      for (int end = 17; end <= BUST; end++) {
        ends[end] += weight(card) * then[end] / 13;
      }
    }
    return ends;
  }

  private List<Outcome> stick(int state, double[] dealerEnds) {
    int sum = hand(state).sum;
    boolean isNatural = state >= NATURAL;
    double draw = 0;
    double lose = 0;
    for (int end = 17; end <= DEALER_NATURAL; end++) {
      int dealer = Math.min(end, BEST);
      boolean beaten = sum > dealer || (isNatural && sab && end != DEALER_NATURAL);
      draw += !beaten && sum == dealer ? dealerEnds[end] : 0;
      lose += !beaten && sum < dealer ? dealerEnds[end] : 0;
    }
    double paid = isNatural && natural && !sab ? 1.5 : 1;
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.add(new Outcome(1 - draw - lose, state, paid, true));
    outcomes.add(new Outcome(draw, state, 0, true));
    outcomes.add(new Outcome(lose, state, -1, true));
    outcomes.removeIf(outcome -> outcome.probability() == 0);
    return outcomes;
  }

  private static List<Outcome> hit(int state) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int card = 1; card <= CARDS; card++) {
      Hand hand = hand(state).with(card);
      boolean bust = hand.sum > BEST;
      int next = bust ? state : state(hand, state % CARDS + 1);
      outcomes.add(new Outcome(weight(card) / 13.0, next, bust ? -1 : 0, bust));
    }
    return outcomes;
  }
}
