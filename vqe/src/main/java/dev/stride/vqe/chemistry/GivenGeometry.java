package dev.stride.vqe.chemistry;

/** A molecule of the user's: a geometry that was read, and the rest beside it. */
public record GivenGeometry(
    Geometry geometry, int charge, Basis basis, Active active, boolean frozenCore)
    implements Molecule {}
