package dev.stride.vqe.circuit;

import dev.stride.optim.form.BadInput;
import java.util.ArrayList;
import java.util.List;

/** The words of an OpenQASM text, and where they stand. */
final class QasmTokens {
  /** What a word is. */
  enum Kind {
    NAME,
    NUMBER,
    STRING,
    SYMBOL,
    END
  }

  /**
   * A word.
   *
   * @param text of a string without its quotes
   */
  record Token(Kind kind, String text, int line) {}

  private final String file;
  private final List<Token> tokens = new ArrayList<>();
  private int next;

  QasmTokens(String file, String text) {
    this.file = file;
    int line = 1;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int start = at;
      if (Character.isWhitespace(c) || (c == '\uFEFF' && at == 0)) {
        line += c == '\n' ? 1 : 0;
        at++;
      } else if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
          throw bad(line, "this comment has no end; it ends with */");
        }
        line += (int) text.substring(at, end).chars().filter(d -> d == '\n').count();
        at = end + 2;
      } else if (Character.isLetter(c) || c == '_' || c == '$') {
        at = endOfName(text, at);
        tokens.add(new Token(Kind.NAME, text.substring(start, at), line));
      } else if (isDigit(text, at) || (c == '.' && isDigit(text, at + 1))) {
        at = endOfNumber(text, at);
        tokens.add(new Token(Kind.NUMBER, text.substring(start, at), line));
      } else if (c == '"' || c == '\'') {
        int end = text.indexOf(c, at + 1);
        if (end < 0 || text.substring(at, end).indexOf('\n') >= 0) {
          throw bad(line, "this string has no end on its line");
        }
        tokens.add(new Token(Kind.STRING, text.substring(at + 1, end), line));
        at = end + 1;
      } else {
        boolean two = text.startsWith("->", at) || text.startsWith("**", at);
        at += two ? 2 : 1;
        tokens.add(new Token(Kind.SYMBOL, text.substring(start, at), line));
      }
    }
    tokens.add(new Token(Kind.END, "the end of the file", line));
  }

  Token peek() {
    return tokens.get(next);
  }

  /** Whether the next word is this, which is then passed. */
  boolean passes(String text) {
    boolean is = isNext(text);
    next += is ? 1 : 0;
    return is;
  }

  boolean isNext(String text) {
    Token token = peek();
    return token.text.equals(text) && token.kind != Kind.STRING && token.kind != Kind.END;
  }

  /** The next word. */
  Token take() {
    Token token = peek();
    next += token.kind == Kind.END ? 0 : 1;
    return token;
  }

  /** The next word, of which kind it has to be. */
  Token take(Kind kind, String wanted) {
    Token token = peek();
    if (token.kind != kind) {
      throw expected(wanted);
    }
    return take();
  }

  void expect(String text) {
    if (!passes(text)) {
      throw expected("'" + text + "'");
    }
  }

  /** The next word is not what it has to be. */
  BadInput expected(String wanted) {
    Token token = peek();
    String found = token.kind == Kind.END ? token.text : "'" + token.text + "'";
    return bad(token.line, wanted + " is expected here, not " + found);
  }

  BadInput bad(int line, String what) {
    return new BadInput(file + ":" + line + ": " + what);
  }

  private static int endOfName(String text, int from) {
    int at = from + 1;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    return at;
  }

  private static int endOfNumber(String text, int from) {
    int at = from;
    while (isDigit(text, at)) {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      while (isDigit(text, at)) {
        at++;
      }
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int digits = at + 1;
      if (digits < text.length() && (text.charAt(digits) == '-' || text.charAt(digits) == '+')) {
        digits++;
      }
      if (isDigit(text, digits)) {
        at = digits;
        while (isDigit(text, at)) {
          at++;
        }
      }
    }
    return at;
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
