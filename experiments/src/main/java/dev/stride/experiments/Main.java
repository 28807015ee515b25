package dev.stride.experiments;

/** Entry point of the command {@code stride}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("stride");
  }
}
