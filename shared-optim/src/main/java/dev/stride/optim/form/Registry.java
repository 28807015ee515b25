package dev.stride.optim.form;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * All that can be chosen of one kind, by name. Built once, at class initialisation, and not changed
 * afterwards.
 *
 * @param <T> what a choice becomes; every registered instance is a record with public accessors
 */
public final class Registry<T> {
  private final String kind;
  private final Class<? super T> type;
  private final Map<String, Choice<T>> choices = new LinkedHashMap<>();
  private final Map<Class<?>, Codec<?>> codecs = new LinkedHashMap<>();
  private final Set<Class<?>> fixed = new HashSet<>();

  private record Choice<T>(String name, T defaults, String help) {}

  /** How values of one type are read and written. */
  private record Codec<V>(
      Function<String, ? extends V> parse, Function<V, String> print, Function<V, String> spell) {
    String text(Object value, boolean full) {
      @SuppressWarnings("unchecked") // the codec was looked up by the component's type
      V typed = (V) value;
      return (full ? spell : print).apply(typed);
    }
  }

  /**
   * An empty registry.
   *
   * @param kind what it is called in messages and by {@code stride list}
   */
  public Registry(String kind, Class<? super T> type) {
    this.kind = kind;
    this.type = type;
    codec(double.class, Literals::parseNumber, Literals::number);
    codec(int.class, Literals::parseInt, v -> Integer.toString(v));
    codec(long.class, Literals::parseWhole, v -> Long.toString(v));
    codec(boolean.class, Literals::parseBoolean, v -> Boolean.toString(v));
    codec(String.class, text -> text, text -> text);
  }

  /** What this registry is a registry of. */
  public String kind() {
    return kind;
  }

  /** Registers a name. {@code defaults} is what the bare name means. */
  public Registry<T> add(String name, T defaults, String help) {
    if (!(defaults instanceof Record)) {
      throw new IllegalArgumentException(kind + " " + name + " is not a record");
    }
    if (choices.put(name, new Choice<>(name, defaults, help)) != null) {
      throw new IllegalArgumentException(kind + " " + name + " is registered twice");
    }
    for (RecordComponent component : defaults.getClass().getRecordComponents()) {
      if (component.getType().isEnum()) {
        codecs.putIfAbsent(component.getType(), enumCodec(component.getType()));
      }
    }
    return this;
  }

  /**
   * Components of the given type are no keys: they belong to the name. So names can share a class
   * of records, which these components tell apart.
   */
  public Registry<T> fixed(Class<?> component) {
    fixed.add(component);
    return this;
  }

  /** Reads and writes components of the given type as text. */
  public <V> Registry<T> codec(
      Class<V> component, Function<String, ? extends V> parse, Function<V, String> print) {
    return codec(component, parse, print, print);
  }

  /** The same for components that are choices themselves, as {@link #spell} is to write them. */
  public <V> Registry<T> codec(
      Class<V> component,
      Function<String, ? extends V> parse,
      Function<V, String> print,
      Function<V, String> spell) {
    codecs.put(component, new Codec<>(parse, print, spell));
    return this;
  }

  /** The entries, in the order of registration. */
  public List<Entry<T>> entries() {
    List<Entry<T>> entries = new ArrayList<>();
    for (Choice<T> choice : choices.values()) {
      Map<String, String> keys = new LinkedHashMap<>();
      Map<String, List<String>> words = new LinkedHashMap<>();
      for (RecordComponent component : settable(choice)) {
        keys.put(component.getName(), text(component, choice.defaults, false));
        if (component.getType().isEnum()) {
          words.put(component.getName(), Literals.words(component.getType()));
        }
      }
      entries.add(new Entry<>(choice.name, choice.defaults, choice.help, keys, words));
    }
    return entries;
  }

  /** Whether the name is registered here. */
  public boolean has(String name) {
    return choices.containsKey(name);
  }

  /**
   * Reads a choice.
   *
   * @throws BadInput when the text is not well-formed, or a name, a key or a value is not right
   */
  public T parse(String text) {
    return build(Form.parse(kind, text));
  }

  /**
   * Writes a choice so that {@link #parse} reads it back: the name and the keys that differ from
   * their defaults.
   */
  public String print(T value) {
    return text(value, false);
  }

  /** The same with every key, so that it goes on to mean this when a default changes. */
  public String spell(T value) {
    return text(value, true);
  }

  private String text(T value, boolean full) {
    Choice<T> choice = choiceOf(value);
    StringJoiner settings = new StringJoiner(",", choice.name + ":", "");
    settings.setEmptyValue(choice.name);
    for (RecordComponent component : settable(choice)) {
      String now = text(component, value, full);
      if (full || !now.equals(text(component, choice.defaults, false))) {
        settings.add(component.getName() + "=" + wrap(now));
      }
    }
    return settings.toString();
  }

  /** The name under which this value's class, with its fixed components, is registered. */
  public String name(T value) {
    return choiceOf(value).name;
  }

  /** Whether the bare name of {@code text} has the key; false for a name that is not registered. */
  public boolean hasKey(String text, String key) {
    Choice<T> choice = choices.get(Form.parse(kind, text).name());
    return choice != null && keys(choice).contains(key);
  }

  /**
   * The text of a choice with one setting changed, as {@link #print} writes it.
   *
   * @throws BadInput when the text or the setting is not right
   */
  public String with(String text, String key, String value) {
    Form form = Form.parse(kind, print(parse(text)));
    Map<String, String> settings = new LinkedHashMap<>(form.settings());
    settings.put(key, value);
    return print(build(new Form(form.name(), settings)));
  }

  private T build(Form form) {
    Choice<T> choice = choices.get(form.name());
    if (choice == null) {
      throw new BadInput(
          String.format(
              "%s '%s' is not known%s; known are: %s",
              kind,
              form.name(),
              Nearest.hint(form.name(), choices.keySet()),
              String.join(", ", choices.keySet())));
    }
    RecordComponent[] components = components(choice);
    Map<String, String> settings = named(choice, form.settings());
    Object[] arguments = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      String given = settings.get(components[i].getName());
      types[i] = components[i].getType();
      arguments[i] =
          given == null ? get(components[i], choice.defaults) : parse(choice, components[i], given);
    }
    return construct(choice, types, arguments);
  }

  private Map<String, String> named(Choice<T> choice, Map<String, String> settings) {
    List<String> keys = keys(choice);
    Map<String, String> named = new LinkedHashMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.isEmpty() && keys.isEmpty()) {
            throw new BadInput(kind + " '" + choice.name + "' takes no settings, not " + value);
          }
          if (key.isEmpty() && keys.contains(value)) {
            throw new BadInput(
                kind + " '" + choice.name + "': " + value + " has no value, as in " + value + "=1");
          }
          String full = key.isEmpty() ? keys.get(0) : key;
          if (!keys.contains(full)) {
            throw new BadInput(
                String.format(
                    "%s '%s' has no key '%s'%s; %s",
                    kind,
                    choice.name,
                    full,
                    Nearest.hint(full, keys),
                    keys.isEmpty() ? "it takes none" : "its keys are: " + String.join(", ", keys)));
          }
          if (named.put(full, value) != null) {
            throw new BadInput(kind + " '" + choice.name + "': " + full + " is given twice");
          }
        });
    return named;
  }

  private Object parse(Choice<T> choice, RecordComponent component, String text) {
    try {
      return codec(component).parse.apply(text);
    } catch (BadInput | IllegalArgumentException bad) {
      throw new BadInput(
          String.format(
              "%s '%s': %s=%s: %s", kind, choice.name, component.getName(), text, bad.getMessage()),
          bad);
    }
  }

  @SuppressWarnings("unchecked") // the constructor is that of the class of choice.defaults, a T
  private T construct(Choice<T> choice, Class<?>[] types, Object[] arguments) {
    try {
      return (T) choice.defaults.getClass().getDeclaredConstructor(types).newInstance(arguments);
    } catch (InvocationTargetException failed) {
      if (failed.getCause() instanceof IllegalArgumentException bad) {
        throw new BadInput(kind + " '" + choice.name + "': " + bad.getMessage(), bad);
      }
      throw new IllegalStateException(failed.getCause());
    } catch (ReflectiveOperationException notPublic) {
      throw new IllegalStateException(notPublic);
    }
  }

  private Choice<T> choiceOf(T value) {
    for (Choice<T> choice : choices.values()) {
      if (choice.defaults.getClass() == value.getClass() && sameFixed(choice, value)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(value + " is not registered as " + type.getSimpleName());
  }

  private boolean sameFixed(Choice<T> choice, T value) {
    for (RecordComponent component : components(choice)) {
      if (fixed.contains(component.getType())
          && !get(component, choice.defaults).equals(get(component, value))) {
        return false;
      }
    }
    return true;
  }

  private String text(RecordComponent component, T record, boolean full) {
    return codec(component).text(get(component, record), full);
  }

  private Codec<?> codec(RecordComponent component) {
    return Objects.requireNonNull(
        codecs.get(component.getType()), () -> "no codec for " + component);
  }

  private static Codec<Object> enumCodec(Class<?> type) {
    Map<String, Object> constants = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      constants.put(Literals.word(constant), constant);
    }
    return new Codec<>(
        text -> {
          Object constant = constants.get(text);
          if (constant == null) {
            throw new BadInput("it has to be one of " + String.join(", ", constants.keySet()));
          }
          return constant;
        },
        Literals::word,
        Literals::word);
  }

  private static Object get(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException notPublic) {
      throw new IllegalStateException(notPublic);
    }
  }

  private List<String> keys(Choice<T> choice) {
    List<String> keys = new ArrayList<>();
    for (RecordComponent component : settable(choice)) {
      keys.add(component.getName());
    }
    return keys;
  }

  private List<RecordComponent> settable(Choice<T> choice) {
    List<RecordComponent> settable = new ArrayList<>();
    for (RecordComponent component : components(choice)) {
      if (!fixed.contains(component.getType())) {
        settable.add(component);
      }
    }
    return settable;
  }

  private RecordComponent[] components(Choice<T> choice) {
    return Objects.requireNonNull(choice.defaults.getClass().getRecordComponents());
  }

  private static String wrap(String value) {
    boolean plain = value.chars().noneMatch(c -> ":,+=()".indexOf(c) >= 0);
    return plain || Literals.isNumber(value) ? value : "(" + value + ")";
  }
}
