package dev.stride.experiments.config;

/** What a YAML file can hold. */
public sealed interface Document permits Experiment, Figure {}
