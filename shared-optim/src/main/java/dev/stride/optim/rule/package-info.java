/** Rules: how a proposed step becomes the change that is made. One small record each. */
@NullMarked
package dev.stride.optim.rule;

import org.jspecify.annotations.NullMarked;
