package dev.stride.optim.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Order;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import dev.stride.optim.rule.Rules;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizersTest {
  private static final Set<Order> GRADIENT = EnumSet.of(Order.VALUE, Order.GRADIENT);

  private static String message(Runnable action) {
    return assertThrows(BadInput.class, action::run).getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"adam", "idbd+clip-norm", "qng", "qng+momentum", "lbfgs", "adam+ema"})
  void whatCanBeReadIsRight(String text) {
    Optimizers.check(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adma | optimizer 'adma' is not known; did you mean 'adam'?",
        "adam:beta1=2 | optimizer 'adam': beta1 must be",
        "lbfgs:memory=0 | optimizer 'lbfgs': memory must be from 1 to 1000, not 0",
        "adam+ema+lookahead | optimizer 'adam+ema+lookahead': one link of a chain can recommend"
            + " a point of its own, not ema and lookahead",
        "qng+idbd | optimizer 'idbd' does not fit: it needs a trace, which a problem with a metric",
      })
  void whatIsWrongInItselfIsFound(String text, String start) {
    String message = message(() -> Optimizers.check(text));
    assertTrue(message.startsWith(start), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lbfsg | optimizer 'lbfsg' is not known; did you mean 'lbfgs'?",
        "adma | optimizer 'adma' is not known; did you mean 'adam'?",
        "clip-norm+adma | optimizer 'adma' is not known; did you mean 'adam'?",
        "clip-norm+lbfgs | optimizer 'lbfgs' does not fit: it searches on its own and cannot be",
        "qng | optimizer 'qng' does not fit: it needs a full metric, which a landscape does not",
        "qng:metric=block+sgd | optimizer 'qng:metric=block+sgd' does not fit: it needs a block",
        "lbfgs:memory=0 | optimizer 'lbfgs': memory must be from 1 to 1000, not 0",
        "cma-es:population=2 | optimizer 'cma-es': population must be 0",
        "spsa:c=0 | optimizer 'spsa': c must be positive",
        "rotosolve | optimizer 'rotosolve' does not fit: it needs known frequencies, which a"
            + " landscape does not have",
        "nft:reset=5 | optimizer 'nft:reset=5' does not fit: it needs known frequencies, which a",
        "qn-spsa | optimizer 'qn-spsa' does not fit: it needs a fidelity, which a landscape does",
        "rotosolve:3 | optimizer 'rotosolve' takes no settings, not 3",
        "multi-start:use=nft | optimizer 'multi-start:use=nft' does not fit: it needs known",
        "noise-stop:use=(qng) | optimizer 'noise-stop:use=(qng)' does not fit: it needs a full",
        "multi-start:use=adma | optimizer 'multi-start': use=adma: optimizer 'adma' is not known;",
        "noise-stop+adam | optimizer 'noise-stop' does not fit: it searches on its own and",
        "nelder-mead:size=1 | optimizer 'nelder-mead' has no key 'size'",
        "adam+ | optimizer 'adam+' cannot be read: nothing stands on one side of a '+'",
      })
  void whatDoesNotFitIsExplained(String text, String start) {
    String message = message(() -> Optimizers.minimizer(text, GRADIENT, "a landscape"));
    assertTrue(message.startsWith(start), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lbfgs | optimizer 'lbfgs' does not fit: it is a minimizer, which takes a whole"
            + " objective; temporal-difference learning takes rules, such as adam",
        "cma-es:sigma=2 | optimizer 'cma-es' does not fit: it is a minimizer, which",
        "qng | optimizer 'qng' does not fit: it needs a metric, which temporal-difference",
        "spas | optimizer 'spas' is not known; did you mean 'spsa'?",
        "group:rule=(nelder-mead) | optimizer 'nelder-mead' does not fit: it searches on its own"
            + " and cannot stand in a group",
        "group:rule=adam,others=(group:others=(clip-norm+cg)) | optimizer 'cg' does not fit: it"
            + " searches on its own and cannot stand in a group",
        "group:rule=(nelder-mea) | optimizer 'nelder-mea' is not known; did you mean 'nelder-mead'",
      })
  void whatDoesNotFitALearnerIsExplained(String text, String start) {
    String message =
        message(() -> Optimizers.rule(text, TraceStep.class, "temporal-difference learning"));
    assertTrue(message.startsWith(start), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "group:rule=(nelder-mead) | optimizer 'nelder-mead' does not fit: it searches on its own"
            + " and cannot stand in a group",
        "spsa:calibration=3000000000 | optimizer 'spsa': calibration=3000000000: it has to be from"
            + " -2147483648 to 2147483647",
        "nft:9223372036854775808 | optimizer 'nft': reset=9223372036854775808: it has to be from"
            + " -9223372036854775808 to 9223372036854775807",
        "nft:3.5 | optimizer 'nft': reset=3.5: it has to be a whole number",
        "spsa:calibration=-1 | optimizer 'spsa': calibration must be from 0 to 1000000, not -1",
        "spsa:calibration=1000001 | optimizer 'spsa': calibration must be from 0 to 1000000, not"
            + " 1000001",
        "qn-spsa:resamplings=1000001 | optimizer 'qn-spsa': resamplings must be from 1 to 1000000,"
            + " not 1000001",
        "multi-start:measurements=1000001 | optimizer 'multi-start': measurements must be from 1 to"
            + " 1000000, not 1000001",
        "noise-stop:measurements=1000001 | optimizer 'noise-stop': measurements must be from 2 to"
            + " 1000000, not 1000001",
        "multi-start:starts=-1 | optimizer 'multi-start': starts must not be negative, and is -1",
        "qn-spsa:lambda=0 | optimizer 'qn-spsa': lambda must be positive, not 0.0",
        "multi-start:starts=1,spread=3 | optimizer 'multi-start': starts=1 is x0 alone, where spread"
            + " has no meaning: take 2 starts or more, or leave it out",
        "multi-start:use=(maximise+sgd:0.001) | optimizer 'multi-start': use has maximise in it, which lets the"
            + " value grow, and the lower value is the better one here: leave maximise out, or use"
            + " the optimizer alone",
        "noise-stop:use=(group:blocks=phi,rule=(maximise+adam)) | optimizer 'noise-stop': use has maximise in it, which lets the"
            + " value grow, and the lower value is the better one here: leave maximise out, or use"
            + " the optimizer alone",
        "qn-spsa:allowedIncrease=1 | optimizer 'qn-spsa': allowedIncrease has a meaning with"
            + " blocking=true alone",
      })
  void whatCannotBeIsExplained(String text, String message) {
    Set<Order> all = EnumSet.allOf(Order.class);
    assertEquals(message, message(() -> Optimizers.minimizer(text, all, "a test")));
  }

  @Test
  void aSignIsNoJoint() {
    Optimizers.minimizer("sgd:learningRate=+1", EnumSet.of(Order.GRADIENT), "a test");
  }

  @Test
  void aProblemWithoutGradientsTakesSearchesByValue() {
    Set<Order> values = EnumSet.of(Order.VALUE);
    assertInstanceOf(Spsa.class, Optimizers.minimizer("spsa", values, "a test"));
    assertTrue(
        message(() -> Optimizers.minimizer("adam", values, "a test")).contains("needs a gradient"));
    assertTrue(
        message(() -> Optimizers.minimizer("lbfgs", values, "a test"))
            .contains("needs a gradient"));
  }

  @Test
  void allNamesAreListedOnce() {
    List<String> names = Optimizers.entries().stream().map(Entry::name).toList();
    assertEquals(
        Rules.registry().entries().size() + Optimizers.registry().entries().size(),
        names.stream().distinct().count());
    assertTrue(names.containsAll(List.of("adam", "lbfgs", "clip-value", "cma-es")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adam:beta1=0.8 | learningRate | adam:learningRate=0.25,beta1=0.8",
        "adam:0.5 | learningRate | adam:learningRate=0.25",
        "clip-norm:max=2+adam | learningRate | clip-norm:max=2+adam:learningRate=0.25",
        "adam+clip-value | learningRate | adam:learningRate=0.25+clip-value",
        "adam:learningRate=(warmup-cosine:peak=1,steps=50) | learningRate |"
            + " adam:learningRate=(warmup-cosine:peak=0.25,steps=50)",
        "sgd:learningRate=(inverse-sqrt:start=1) | learningRate |"
            + " sgd:learningRate=(inverse-sqrt:start=0.25)",
        "spsa:c=0.2 | learningRate | spsa:learningRate=0.25,c=0.2",
        "nelder-mead | scale | nelder-mead:scale=0.25",
        "noise-stop | learningRate | noise-stop:use=(adam:learningRate=0.25)",
        "noise-stop:window=7,use=(clip-norm+sgd) | learningRate |"
            + " noise-stop:use=(clip-norm+sgd:learningRate=0.25),window=7",
        "multi-start:use=(noise-stop:use=(spsa:c=0.2)) | learningRate |"
            + " multi-start:use=(noise-stop:use=(spsa:learningRate=0.25,c=0.2))",
        "multi-start | spread | multi-start:spread=0.25",
        "cma-es:population=9 | sigma | cma-es:sigma=0.25,population=9",
      })
  void theStepSizeCanBeTuned(String text, String key, String tuned) {
    assertEquals(tuned, Optimizers.with(text, key, 0.25));
  }

  @Test
  void otherSettingsCanBeTunedToo() {
    assertEquals("adam:beta1=0.5", Optimizers.with("adam", "beta1", 0.5));
    assertEquals("clip-norm:max=3+sgd", Optimizers.with("clip-norm+sgd", "max", 3));
    assertTrue(message(() -> Optimizers.with("sgd", "beta1", 1)).contains("no key 'beta1'"));
    assertTrue(
        message(() -> Optimizers.with("multi-start", "beta1", 1)).contains("no key 'beta1'"));
    assertTrue(
        message(() -> Optimizers.with("sgd", "learnRate", 1))
            .endsWith("; did you mean 'learningRate'?"));
    assertTrue(message(() -> Optimizers.with("adam", "beta1", 1)).contains("beta1 must be"));
  }
}
