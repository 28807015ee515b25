package dev.stride.experiments.config;

import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import dev.stride.experiments.task.Above;
import dev.stride.experiments.task.AtLeast;
import dev.stride.experiments.task.Choice;
import dev.stride.experiments.task.TaskFactory;
import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Nearest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The JSON schema of a kind of document, made from its records, and the check against it. */
final class DocumentSchema {
  private static final String CHOICE = "choice-of-";

  private final JsonNode json;
  private final Schema schema;
  private final TaskFactory tasks;
  private final String what;
  private final List<String> kinds = new ArrayList<>();

  /**
   * The schema of a kind.
   *
   * @param type its record
   * @param what it is called in messages
   */
  DocumentSchema(Class<? extends Document> type, String what, TaskFactory tasks) {
    this.tasks = tasks;
    this.what = what;
    this.json = generate(type);
    List<Format> formats = new ArrayList<>();
    kinds.forEach(kind -> formats.add(new ChoiceFormat(kind, tasks)));
    Dialect dialect = Dialect.builder(Dialects.getDraft202012()).formats(formats).build();
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
    schema =
        SchemaRegistry.withDefaultDialect(dialect, b -> b.schemaRegistryConfig(config))
            .getSchema(json);
  }

  /** Reports everything in which the source differs from the schema. */
  void check(Source source, Mistakes mistakes) {
    for (Error error : schema.validate(source.root())) {
      String pointer = error.getInstanceLocation().toString();
      if (error.getKeyword().equals("additionalProperties")) {
        String key = error.getProperty();
        mistakes.add(source.ofKey(pointer + "/" + escape(key)), unknown(key, error));
      } else {
        mistakes.add(source.of(pointer), say(pointer, error));
      }
    }
  }

  private String say(String pointer, Error error) {
    String where = pointer.isEmpty() ? "the " + what : name(pointer);
    JsonNode node = error.getInstanceNode();
    Object[] arguments = error.getArguments();
    return switch (error.getKeyword()) {
      case "required" -> where + " has no '" + error.getProperty() + "'";
      case "type" -> where + " has to be " + type(arguments[1]) + ", not " + shown(node);
      case "minimum" -> where + " must be at least " + arguments[0] + ", not " + shown(node);
      case "maximum" -> where + " must be at most " + arguments[0] + ", not " + shown(node);
      case "exclusiveMinimum" -> where + " must be above " + arguments[0] + ", not " + shown(node);
      case "minItems" -> where + " must not be empty";
      case "minLength" -> where + " must not be empty";
      case "enum" -> {
        List<String> known = error.getSchemaNode().valueStream().map(JsonNode::asString).toList();
        String given = node.asString();
        yield "'"
            + given
            + "' is not known"
            + Nearest.hint(given, known)
            + "; known are: "
            + String.join(", ", known);
      }
      case "format" -> {
        String format = error.getSchemaNode().asString();
        yield message(tasks, format.substring(CHOICE.length()), node.asString());
      }
      default -> where + ": " + error.getMessage();
    };
  }

  private String unknown(String key, Error error) {
    JsonNode parent = json;
    for (int i = 0; i < error.getEvaluationPath().getNameCount() - 1; i++) {
      Object step = error.getEvaluationPath().getElement(i);
      parent = step instanceof Integer index ? parent.path(index) : parent.path(step.toString());
    }
    List<String> known = List.copyOf(parent.path("properties").propertyNames());
    return "'"
        + key
        + "' is not known here"
        + Nearest.hint(key, known)
        + "; known are: "
        + String.join(", ", known);
  }

  private JsonNode generate(Class<? extends Document> type) {
    SchemaGeneratorConfigBuilder builder =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(
                Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT,
                Option.FLATTENED_ENUMS_FROM_TOSTRING,
                Option.INLINE_ALL_SCHEMAS);
    builder
        .forFields()
        .withRequiredCheck(f -> !isNullable(f))
        .withArrayMinItemsResolver(f -> 1)
        .withStringMinLengthResolver(f -> 1)
        .withStringFormatResolver(this::format)
        .withNumberInclusiveMinimumResolver(DocumentSchema::least)
        .withNumberInclusiveMaximumResolver(DocumentSchema::greatest)
        .withNumberExclusiveMinimumResolver(DocumentSchema::above);
    return new SchemaGenerator(builder.build()).generateSchema(type);
  }

  private @Nullable String format(FieldScope field) {
    Choice choice = field.getRawMember().getAnnotation(Choice.class);
    if (choice == null || !field.getType().isInstanceOf(String.class)) {
      return null;
    }
    if (!kinds.contains(choice.value())) {
      kinds.add(choice.value());
    }
    return CHOICE + choice.value();
  }

  private static @Nullable BigDecimal least(FieldScope field) {
    AtLeast least = field.getRawMember().getAnnotation(AtLeast.class);
    return least == null || field.isContainerType() ? null : BigDecimal.valueOf(least.value());
  }

  private static @Nullable BigDecimal greatest(FieldScope field) {
    Class<?> type = field.getType().getErasedType();
    if (type == int.class) {
      return BigDecimal.valueOf(Integer.MAX_VALUE);
    }
    return type == long.class || type == Long.class ? BigDecimal.valueOf(Long.MAX_VALUE) : null;
  }

  private static @Nullable BigDecimal above(FieldScope field) {
    Above above = field.getRawMember().getAnnotation(Above.class);
    return above == null ? null : BigDecimal.valueOf(above.value());
  }

  private static boolean isNullable(FieldScope field) {
    return field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static String type(Object expected) {
    return switch (expected.toString()) {
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "string" -> "a text";
      case "array" -> "a list";
      case "object" -> "a mapping";
      default -> expected.toString();
    };
  }

  private static String shown(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "a mapping";
      case ARRAY -> "a list";
      case NULL -> "empty";
      case STRING -> "'" + node.asString() + "'";
      default -> node.toString();
    };
  }

  /** The key of the value, or of the list that it stands in. */
  private static String name(String pointer) {
    String[] names = pointer.split("/", -1);
    String last = names[names.length - 1];
    boolean inList = last.chars().allMatch(Character::isDigit);
    return inList ? "an entry of " + names[names.length - 2] : last;
  }

  private static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  /** What is wrong with a choice; empty when nothing is. */
  private static String message(TaskFactory tasks, String kind, String text) {
    try {
      tasks.check(kind, text);
      return "";
    } catch (BadInput bad) {
      return String.valueOf(bad.getMessage());
    }
  }

  private record ChoiceFormat(String kind, TaskFactory tasks) implements Format {
    @Override
    public String getName() {
      return CHOICE + kind;
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
      return message(tasks, kind, value).isEmpty();
    }
  }
}
