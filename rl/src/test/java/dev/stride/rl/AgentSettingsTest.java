package dev.stride.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import dev.stride.rl.agent.Agent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every number that an agent is set up with has values that make no sense, and says so. */
class AgentSettingsTest {
  private static final List<String> NOT_FINITE = List.of("NaN", "Infinity");

  /** What none of the agents that have such a key takes. */
  private static final Map<String, List<String>> NONSENSE =
      Map.ofEntries(
          Map.entry("epsilon", List.of("-0.1", "-1e-300", "NaN", "Infinity")),
          Map.entry("lambda", List.of("-0.1", "1.0000001", "NaN")),
          Map.entry("traceRate", List.of("-0.1", "1.1", "NaN")),
          Map.entry("initial", NOT_FINITE),
          Map.entry("steps", List.of("0", "-1", "1.5")),
          Map.entry("planning", List.of("-1", "0.5")),
          Map.entry("bonus", List.of("-0.1", "NaN", "Infinity")),
          Map.entry("learningRate", List.of("-0.1", "0", "NaN", "Infinity")),
          Map.entry("averageRate", List.of("-0.1", "NaN", "Infinity")),
          Map.entry("actor", List.of("-0.1", "0", "NaN", "Infinity")),
          Map.entry("preference", NOT_FINITE),
          Map.entry("beta", List.of("-1", "0", "NaN", "Infinity")),
          Map.entry("interest", List.of("-1", "0", "NaN", "Infinity")),
          Map.entry("bound", List.of("-1", "0", "NaN", "Infinity")),
          Map.entry("decay", List.of("-0.1", "1.1", "NaN")),
          Map.entry("metaRate", List.of("-1", "NaN", "Infinity")),
          Map.entry("least", List.of("-1", "0", "NaN", "Infinity")),
          Map.entry("c", List.of("-1", "NaN", "Infinity")),
          Map.entry("discount", List.of("-0.1", "0", "1.1", "NaN")),
          Map.entry("window", List.of("-1", "0.5")),
          Map.entry("low", List.of("1", "2", "NaN", "-Infinity")),
          Map.entry("high", List.of("0", "-1", "NaN", "Infinity")),
          Map.entry("deviation", List.of("-1", "0", "NaN", "Infinity")),
          Map.entry("mean", NOT_FINITE),
          Map.entry("noise", List.of("-1", "0", "NaN", "Infinity")),
          Map.entry("successes", List.of("-1", "0", "NaN", "Infinity")),
          Map.entry("failures", List.of("-1", "0", "NaN", "Infinity")),
          Map.entry("gamma", List.of("-0.1", "0", "1.1", "NaN")),
          Map.entry("share", List.of("-0.1", "1.1", "NaN")));

  private static Stream<Arguments> settings() {
    return Agents.registry().entries().stream()
        .flatMap(
            agent ->
                agent.keys().keySet().stream()
                    .filter(key -> NONSENSE.containsKey(key))
                    .flatMap(
                        key ->
                            NONSENSE.get(key).stream()
                                .map(value -> Arguments.of(agent.name(), key, value))));
  }

  @ParameterizedTest(name = "{0}:{1}={2}")
  @MethodSource("settings")
  void nonsenseIsRefusedByName(String agent, String key, String value) {
    String text = agent + ":" + key + "=" + value;
    BadInput bad = assertThrows(BadInput.class, () -> Agents.registry().parse(text));
    String said = bad.getMessage().replace("'" + agent + "'", "");
    assertTrue(Pattern.compile("\\b" + key + "\\b").matcher(said).find(), bad.getMessage());
  }

  private static Stream<Arguments> numbers() {
    return Agents.registry().entries().stream()
        .flatMap(
            agent ->
                Arrays.stream(agent.defaults().getClass().getRecordComponents())
                    .filter(component -> component.getType() == double.class)
                    .map(component -> Arguments.of(agent.name(), component.getName())));
  }

  /** Whoever constructs an agent is told as well, where no text is read before. */
  @ParameterizedTest
  @MethodSource("numbers")
  void noNumberIsNotOne(String name, String key) throws ReflectiveOperationException {
    Agent agent = Agents.registry().parse(name);
    RecordComponent[] components = agent.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          components[i].getName().equals(key)
              ? Double.NaN
              : components[i].getAccessor().invoke(agent);
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var constructor = agent.getClass().getDeclaredConstructor(types);
    InvocationTargetException thrown =
        assertThrows(InvocationTargetException.class, () -> constructor.newInstance(values));
    assertInstanceOf(IllegalArgumentException.class, thrown.getCause());
  }

  @Test
  void allNumbersAreInTheTable() {
    TreeSet<String> numbers = new TreeSet<>();
    for (Entry<Agent> agent : Agents.registry().entries()) {
      agent
          .keys()
          .forEach(
              (key, value) -> {
                if (value.matches("-?[0-9.E-]+")) {
                  numbers.add(key);
                }
              });
    }
    assertEquals(new TreeSet<>(NONSENSE.keySet()), numbers);
  }
}
