package dev.stride.optim.rule;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of element-wise rules that are refused, and ε = 0, which is not. */
class MomentSettingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "momentum:dampening=1 | dampening must be at least 0 and below 1",
        "rmsprop:momentum=1 | momentum must be at least 0 and below 1",
        "rmsprop:centred=maybe | it has to be true or false",
        "adadelta:epsilon=0 | epsilon must be positive",
        "adadelta:decay=1 | decay must be at least 0 and below 1",
        "adam:mode=hat | it has to be one of epsilon, epsilon-hat",
        "adam:count=all | it has to be one of parameter, global",
        "adamw:mode=other | it has to be one of learning-rate, paper",
        "adamax:beta1=1 | beta1 must be at least 0 and below 1",
        "adamax:beta2=1 | beta2 must be at least 0 and below 1",
        "adamax:epsilon=-1 | epsilon must not be negative",
        "nadam:beta1=1 | beta1 must be at least 0 and below 1",
        "nadam:beta2=1 | beta2 must be at least 0 and below 1",
        "nadam:epsilon=-1 | epsilon must not be negative",
        "nadam:momentumDecay=-1 | momentumDecay must not be negative",
        "nadam:mode=constant,momentumDecay=0.01 | optimizer 'nadam': momentumDecay has a meaning"
            + " with mode=scheduled or mode=doubled alone",
        "radam:beta1=1 | beta1 must be at least 0 and below 1",
        "radam:beta2=1 | beta2 must be at least 0 and below 1",
        "radam:epsilon=-1 | epsilon must not be negative",
        "radam:threshold=3.9 | threshold must be at least 4, not 3.9",
        "adabelief:beta1=1 | beta1 must be at least 0 and below 1",
        "adabelief:beta2=1 | beta2 must be at least 0 and below 1",
        "adabelief:epsilon=-1 | epsilon must not be negative",
        "adabelief:weightDecay=-1 | weightDecay must not be negative",
        "yogi:beta1=1 | beta1 must be at least 0 and below 1",
        "yogi:beta2=1 | beta2 must be at least 0 and below 1",
        "yogi:epsilon=-1 | epsilon must not be negative",
        "yogi:initialAccumulator=-1 | initialAccumulator must not be negative",
        "adam-mini:beta1=1 | beta1 must be at least 0 and below 1",
        "adam-mini:beta2=1 | beta2 must be at least 0 and below 1",
        "adam-mini:epsilon=-1 | epsilon must not be negative",
        "lion:beta1=1 | beta1 must be at least 0 and below 1",
        "lion:beta2=1 | beta2 must be at least 0 and below 1",
        "lion:weightDecay=-1 | weightDecay must not be negative",
        "rprop:learningRate=0 | learningRate must be positive",
        "rprop:learningRate=(inverse-sqrt:start=1) | it has to be a number",
        "rprop:increase=0.9 | increase must be at least 1, not 0.9",
        "rprop:decrease=1.1 | decrease must be at most 1, not 1.1",
        "rprop:decrease=0 | decrease must be positive",
        "rprop:smallest=0 | smallest must be positive",
        "rprop:smallest=3,largest=2 | smallest must not be above largest, and is 3.0 above 2.0",
        "clip-norm:epsilon=-1 | epsilon must not be negative",
      })
  void wrongSettingsAreNamed(String text, String part) {
    String message = assertThrows(BadInput.class, () -> Rules.registry().parse(text)).getMessage();
    assertTrue(message.contains(part), message);
  }

  /** Squares of such gradients vanish, and what is left must not be divided by next to nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "adam:epsilon=0",
        "adam:epsilon=0,mode=epsilon-hat",
        "adam:epsilon=0,count=global",
        "amsgrad:epsilon=0",
        "amsgrad:epsilon=0,mode=corrected",
        "amsgrad:epsilon=0,mode=max-of-corrected",
        "nadam:epsilon=0",
        "radam:epsilon=0",
        "yogi:epsilon=0",
        "adam-mini:epsilon=0",
        "adagrad:epsilon=0,epsilonPlacement=outside",
        "rmsprop:epsilon=0,epsilonPlacement=outside"
      })
  void tinyGradientsMakeNoLongStepsWithoutEpsilon(String rule) {
    for (double size : new double[] {1e-150, 1e-158, 1e-165, 1e-300}) {
      for (double change : Moves.constant(rule, size, 100)) {
        // No rate is above 0.01. Of what is not corrected, (1-0.9^t)/√(0.001t) is below 7.
        assertTrue(change >= 0 && change < 0.07, size + " gives " + change);
      }
    }
  }
}
