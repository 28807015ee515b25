package dev.stride.vqe.chemistry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the header of an FCIDUMP file says.
 *
 * @param orbitals NORB
 * @param electrons NELEC
 * @param ms2 MS2, 0 where it is missing
 */
record FciDumpHeader(int orbitals, int electrons, int ms2) {
  private static final Pattern START = Pattern.compile("[&$]FCI\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern END = Pattern.compile("/|[&$]END\\b", Pattern.CASE_INSENSITIVE);

  /** A key's values and its line. */
  private record Setting(int line, List<String> values) {}

  static FciDumpHeader read(NumberedLines lines) throws IOException {
    String line = lines.next();
    if (line == null) {
      throw lines.bad("the file is empty; an FCIDUMP file starts with &FCI NORB=...,NELEC=...");
    }
    Matcher start = START.matcher(line);
    if (!start.lookingAt()) {
      throw lines.bad("an FCIDUMP file starts with &FCI, not '" + shortened(line) + "'");
    }
    int first = lines.number();
    Map<String, Setting> settings = settings(lines, line.substring(start.end()));
    for (String flag : List.of("UHF", "IUHF")) {
      Setting setting = settings.get(flag);
      if (setting != null && isOn(setting, lines)) {
        throw lines.bad(
            setting.line,
            flag + " is set; only one set of orbitals for both spins (RHF or ROHF) is supported");
      }
    }
    int orbitals = number("NORB", settings, first, lines);
    int electrons = number("NELEC", settings, first, lines);
    int ms2 = settings.containsKey("MS2") ? number("MS2", settings, first, lines) : 0;
    try {
      MolecularIntegrals.requireFit(orbitals, electrons, ms2);
    } catch (IllegalArgumentException unfit) {
      throw lines.bad(first, unfit.getMessage() + " (NORB, NELEC, MS2 of the header)");
    }
    return new FciDumpHeader(orbitals, electrons, ms2);
  }

  private static Map<String, Setting> settings(NumberedLines lines, String firstLine)
      throws IOException {
    int first = lines.number();
    Map<String, Setting> settings = new LinkedHashMap<>();
    Setting open = null;
    for (String line = firstLine; line != null; line = lines.next()) {
      Matcher end = END.matcher(line);
      boolean last = end.find();
      if (last && end.end() < line.length()) {
        throw lines.bad("nothing may follow the end of the header on its line");
      }
      String text = last ? line.substring(0, end.start()) : line;
      for (String word : text.replaceAll("\\s*=", "= ").split("[\\s,]+", -1)) {
        if (word.endsWith("=")) {
          open = new Setting(lines.number(), new ArrayList<>());
          String key = word.substring(0, word.length() - 1).toUpperCase(Locale.ROOT);
          if (settings.put(key, open) != null) {
            throw lines.bad(key + " is given twice");
          }
        } else if (!word.isEmpty()) {
          if (open == null) {
            throw lines.bad("'" + shortened(word) + "' in the header belongs to no KEY=");
          }
          open.values.add(word);
        }
      }
      if (last) {
        return settings;
      }
    }
    throw lines.bad(first, "the header that starts here has no end: &END or /");
  }

  private static boolean isOn(Setting flag, NumberedLines lines) {
    String value = String.join(" ", flag.values).toUpperCase(Locale.ROOT);
    return switch (value) {
      case ".FALSE.", "FALSE", ".F.", "F", "0" -> false;
      case ".TRUE.", "TRUE", ".T.", "T", "1" -> true;
      default -> throw lines.bad(flag.line, "UHF must be .FALSE. or .TRUE., not '" + value + "'");
    };
  }

  private static int number(
      String key, Map<String, Setting> settings, int first, NumberedLines lines) {
    Setting setting = settings.get(key);
    if (setting == null) {
      throw lines.bad(first, key + " is missing from the header; it needs " + key + "=NUMBER");
    }
    String value = String.join(" ", setting.values);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException notWhole) {
      throw lines.bad(
          setting.line, key + " must be one whole number, not '" + shortened(value) + "'");
    }
  }

  static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
