package dev.stride.vqe.chemistry;

import dev.stride.optim.form.BadInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines of a file that say something, and where each stands. */
final class NumberedLines {
  /** A byte order mark in UTF-8, read as single bytes. */
  private static final String MARK = "\u00ef\u00bb\u00bf";

  private static final Pattern COMMENT = Pattern.compile("[!#].*");

  private final String file;
  private final BufferedReader reader;
  private int number;

  NumberedLines(String file, BufferedReader reader) {
    this.file = file;
    this.reader = reader;
  }

  /** The next line without comment and outer blanks, none of them empty; null at the end. */
  @Nullable String next() throws IOException {
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      String unmarked = number == 1 ? unmarked(line) : line;
      String text = COMMENT.matcher(unmarked).replaceFirst("").strip();
      if (!text.isEmpty()) {
        return text;
      }
    }
    return null;
  }

  /** The first line of a file without the byte order mark that it may have. */
  static String unmarked(String first) {
    return first.startsWith(MARK) ? first.substring(MARK.length()) : first;
  }

  /** Where the last line stands, from 1. */
  int number() {
    return number;
  }

  /** What is wrong with the last line. */
  BadInput bad(String what) {
    return bad(number, what);
  }

  BadInput bad(int line, String what) {
    return new BadInput(file + ":" + Math.max(1, line) + ": " + what);
  }
}
