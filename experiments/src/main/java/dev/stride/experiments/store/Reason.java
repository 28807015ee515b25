package dev.stride.experiments.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why the file system refused, in words. */
public final class Reason {
  private Reason() {}

  /** The reason alone, without the file. */
  public static String of(IOException refused) {
    if (refused instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is a file";
    }
    if (refused instanceof AccessDeniedException) {
      return "no permission";
    }
    if (refused instanceof NoSuchFileException) {
      return "it cannot be made there";
    }
    if (refused instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return String.valueOf(refused.getMessage());
  }
}
