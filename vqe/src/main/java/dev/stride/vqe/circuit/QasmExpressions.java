package dev.stride.vqe.circuit;

import dev.stride.optim.form.BadInput;
import dev.stride.vqe.circuit.QasmTokens.Kind;
import dev.stride.vqe.circuit.QasmTokens.Token;
import java.util.Map;
import java.util.Set;

/**
 * Angles in OpenQASM: sums of products of signed powers. They are read where they stand and worked
 * out for the values of the names in them.
 */
final class QasmExpressions {
  /** An expression. */
  interface Expression {
    /**
     * Its value.
     *
     * @throws BadInput where it is not linear or not finite
     */
    Linear value(Map<String, Linear> names);
  }

  private static final Set<String> FUNCTIONS =
      Set.of("sin", "cos", "tan", "exp", "ln", "log", "sqrt", "arcsin", "arccos", "arctan");

  /** So that reading, and working out, stays within the stack. */
  private static final int MOST_NESTED = 200;

  /** Terms of a sum and factors of a product, for the same reason. */
  private static final int MOST_IN_A_ROW = 1000;

  private final QasmTokens tokens;
  private int nested;

  QasmExpressions(QasmTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Reads one.
   *
   * @param names that it may have
   */
  Expression sum(Set<String> names) {
    Expression sum = product(names);
    for (int terms = 2; tokens.isNext("+") || tokens.isNext("-"); terms++) {
      requireFew(terms);
      double sign = tokens.take().text().equals("+") ? 1 : -1;
      Expression left = sum;
      Expression right = product(names);
      sum = values -> left.value(values).plus(right.value(values).times(sign));
    }
    return sum;
  }

  private Expression product(Set<String> names) {
    Expression product = signed(names);
    for (int factors = 2; tokens.isNext("*") || tokens.isNext("/"); factors++) {
      requireFew(factors);
      Token sign = tokens.take();
      Expression left = product;
      Expression right = signed(names);
      product =
          sign.text().equals("*")
              ? values -> times(sign.line(), left.value(values), right.value(values))
              : values ->
                  left.value(values)
                      .times(
                          checked(
                              sign.line(),
                              1 / constant(sign.line(), right.value(values), "a divisor")));
    }
    return product;
  }

  private void requireFew(int inARow) {
    if (inARow > MOST_IN_A_ROW) {
      throw tokens.bad(
          tokens.peek().line(),
          "an angle may have up to " + MOST_IN_A_ROW + " terms, and as many factors");
    }
  }

  private Expression signed(Set<String> names) {
    if (++nested > MOST_NESTED) {
      throw tokens.bad(
          tokens.peek().line(),
          "an angle may have up to " + MOST_NESTED + " brackets, signs and powers in each other");
    }
    Expression signed = signedOnce(names);
    nested--;
    return signed;
  }

  private Expression signedOnce(Set<String> names) {
    if (tokens.passes("-")) {
      Expression of = signed(names);
      return values -> of.value(values).times(-1);
    }
    return tokens.passes("+") ? signed(names) : power(names);
  }

  private Expression power(Set<String> names) {
    Expression base = atom(names);
    if (!tokens.isNext("^") && !tokens.isNext("**")) {
      return base;
    }
    int line = tokens.take().line();
    Expression exponent = signed(names);
    return values -> {
      double b = constant(line, base.value(values), "a power");
      double e = constant(line, exponent.value(values), "an exponent");
      return Linear.of(checked(line, StrictMath.pow(b, e)));
    };
  }

  private Expression atom(Set<String> names) {
    if (tokens.passes("(")) {
      Expression inner = sum(names);
      tokens.expect(")");
      return inner;
    }
    Token token = tokens.peek();
    if (token.kind() == Kind.NUMBER) {
      Linear number = Linear.of(checked(token.line(), Double.parseDouble(tokens.take().text())));
      return values -> number;
    }
    Token name = tokens.take(Kind.NAME, "an angle");
    if (names.contains(name.text())) {
      return values -> values.getOrDefault(name.text(), Linear.of(0));
    }
    if (FUNCTIONS.contains(name.text())) {
      tokens.expect("(");
      Expression of = sum(names);
      tokens.expect(")");
      return values -> {
        double x = constant(name.line(), of.value(values), "what " + name.text() + " is taken of");
        return Linear.of(checked(name.line(), function(name.text(), x)));
      };
    }
    Linear known =
        switch (name.text()) {
          case "pi", "π" -> Linear.of(Math.PI);
          case "tau", "τ" -> Linear.of(2 * Math.PI);
          case "euler", "ℇ" -> Linear.of(Math.E);
          default ->
              throw tokens.bad(
                  name.line(),
                  "'"
                      + name.text()
                      + "' is neither a parameter nor a number; parameters are declared before by"
                      + " 'input float "
                      + name.text()
                      + ";' in version 3, or by the gate that has them");
        };
    return values -> known;
  }

  private Linear times(int line, Linear a, Linear b) {
    if (a.isConstant()) {
      return b.times(a.constant());
    }
    return a.times(constant(line, b, "one side of a product"));
  }

  private double constant(int line, Linear of, String what) {
    if (!of.isConstant()) {
      throw tokens.bad(
          line,
          "an angle has to be linear in the parameters, as in 2*theta0 + pi/2: "
              + what
              + " cannot depend on one here");
    }
    return of.constant();
  }

  private double checked(int line, double value) {
    if (!Double.isFinite(value)) {
      throw tokens.bad(line, "this is not a finite number");
    }
    return value;
  }

  private static double function(String name, double x) {
    return switch (name) {
      case "sin" -> StrictMath.sin(x);
      case "cos" -> StrictMath.cos(x);
      case "tan" -> StrictMath.tan(x);
      case "exp" -> StrictMath.exp(x);
      case "ln", "log" -> StrictMath.log(x);
      case "sqrt" -> Math.sqrt(x);
      case "arcsin" -> StrictMath.asin(x);
      case "arccos" -> StrictMath.acos(x);
      default -> StrictMath.atan(x);
    };
  }
}
