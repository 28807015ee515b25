package dev.stride.optim.form;

import java.util.List;
import java.util.Map;

/**
 * A name that can be chosen.
 *
 * @param name how it is written
 * @param defaults what the bare name stands for, a record
 * @param help one line
 * @param keys every key with the text of its default, in the record's order
 * @param choices the values of those keys that take one of a few words
 */
public record Entry<T>(
    String name,
    T defaults,
    String help,
    Map<String, String> keys,
    Map<String, List<String>> choices) {}
