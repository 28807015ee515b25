/** What the results say: figures, the answer in words, and the page that shows them. */
@NullMarked
package dev.stride.experiments.report;

import org.jspecify.annotations.NullMarked;
