import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Outcome;
import dev.stride.optim.Problem;
import dev.stride.optim.search.Optimizers;
import java.util.Arrays;

/** Minimises Rosenbrock's valley with nothing but shared-optim on the class path. */
class Valley {
  public static void main(String[] args) {
    Problem valley = Problem.of(2, Valley::value, Valley::gradient);
    String optimizer = args.length > 0 ? args[0] : "lbfgs";
    Outcome outcome =
        Optimizers.minimize(
            optimizer, valley, new double[] {-1.2, 1}, Budget.of(Charge.ITERATIONS, 1000));
    System.out.println(
        outcome.truth() + " at " + Arrays.toString(outcome.recommended()) + ", " + outcome.stop());
  }

  static double value(double[] x) {
    return 100 * Math.pow(x[1] - x[0] * x[0], 2) + Math.pow(1 - x[0], 2);
  }

  static void gradient(double[] x, double[] into) {
    into[0] = -400 * x[0] * (x[1] - x[0] * x[0]) - 2 * (1 - x[0]);
    into[1] = 200 * (x[1] - x[0] * x[0]);
  }
}
