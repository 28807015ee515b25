package dev.stride.vqe;

import dev.stride.optim.Ledger;
import dev.stride.optim.Outcome;

/**
 * What a variational run found.
 *
 * @param energy exact energy at the recommended parameters
 * @param measuredEnergy the energy there as it was measured in the end; exact without shots
 * @param lowestMeasured the lowest energy that was measured, the last measurement included, which
 *     lies below the truth by selection; NaN where no energy was asked for
 * @param iterations number of recommendations
 * @param parameters the recommended parameters
 * @param outcome how the search went, with its curve
 * @param ledger all that was charged, the last measurement included
 */
public record VqeResult(
    double energy,
    double measuredEnergy,
    double lowestMeasured,
    long iterations,
    double[] parameters,
    Outcome outcome,
    Ledger ledger) {}
