package dev.stride.experiments;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The directions that modules and packages depend in. */
@AnalyzeClasses(packages = "dev.stride", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule optimKnowsNoTrack =
      noClasses()
          .that()
          .resideInAPackage("dev.stride.optim..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.stride.rl..", "dev.stride.vqe..", "dev.stride.experiments..");

  @ArchTest
  static final ArchRule rlKnowsOptimAlone =
      noClasses()
          .that()
          .resideInAPackage("dev.stride.rl..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.stride.vqe..", "dev.stride.experiments..");

  @ArchTest
  static final ArchRule vqeKnowsOptimAlone =
      noClasses()
          .that()
          .resideInAPackage("dev.stride.vqe..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.stride.rl..", "dev.stride.experiments..");

  @ArchTest
  static final ArchRule theCoreStandsOnItself =
      noClasses()
          .that()
          .resideInAPackage("dev.stride.optim")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.stride.optim.*");

  @ArchTest
  static final ArchRule packagesOfAModuleHaveNoCycles =
      slices().matching("dev.stride.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule librariesNeitherPrintNorLog =
      noClasses()
          .that()
          .resideInAnyPackage("dev.stride.optim..", "dev.stride.rl..", "dev.stride.vqe..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.logging..", "org.slf4j..");

  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsItsLibrary =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.stride.experiments", "dev.stride.experiments.command")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");
}
