package dev.stride.optim.rule;

import dev.stride.optim.Layout;
import java.util.List;

/** The loops written by hand, by the names of their rules, and the settings that they stand for. */
final class HandLoops {
  private HandLoops() {}

  /** The rule with the settings of its loop: its defaults, but where those do nothing. */
  static String text(String rule) {
    return switch (rule) {
      case "plateau" -> "plateau:min=0.01";
      case "freeze" -> "freeze:blocks=phi";
      case "group" -> "group:blocks=phi,rule=adam,others=momentum";
      default -> rule;
    };
  }

  /** The layout of its n parameters: a vector, a square matrix, or two halves. */
  static Layout layout(String rule, int n) {
    int side = (int) Math.sqrt(n);
    return switch (rule) {
      case "adafactor", "shampoo", "clip-adaptive", "centralise" ->
          new Layout(List.of()).with("W", side, side);
      case "freeze", "group" -> Layout.flat(n / 2).with("phi", n - n / 2);
      default -> Layout.flat(n);
    };
  }

  /** The loop of a rule for n parameters. */
  static HandLoop of(String rule, int n) {
    return switch (rule) {
      case "sgd" -> new GradientLoops.SgdLoop();
      case "momentum" -> new GradientLoops.MomentumLoop(n);
      case "nesterov" -> new GradientLoops.NesterovLoop(n);
      case "normalised" -> new GradientLoops.NormalisedLoop();
      case "adagrad" -> new GradientLoops.AdaGradLoop(n);
      case "rmsprop" -> new GradientLoops.RmsPropLoop(n);
      case "adadelta" -> new GradientLoops.AdadeltaLoop(n);
      case "lion" -> new GradientLoops.LionLoop(n);
      case "rprop" -> new GradientLoops.RpropLoop(n);
      case "adam" -> new MomentLoops.AdamLoop(n);
      case "amsgrad" -> new MomentLoops.AmsGradLoop(n);
      case "adamw" -> new MomentLoops.AdamWLoop(n);
      case "adamax" -> new MomentLoops.AdamaxLoop(n);
      case "nadam" -> new MomentLoops.NadamLoop(n);
      case "radam" -> new MomentLoops.RadamLoop(n);
      case "adabelief" -> new MomentLoops.AdaBeliefLoop(n);
      case "yogi" -> new MomentLoops.YogiLoop(n);
      case "adam-mini" -> new MomentLoops.AdamMiniLoop(n);
      case "surprise" -> new SurpriseLoops.SurpriseLoop();
      case "surprise-normalised" -> new SurpriseLoops.NormalisedLoop();
      case "surprise-saturating" -> new SurpriseLoops.SaturatingLoop();
      case "pearce-hall" -> new SurpriseLoops.PearceHallLoop();
      case "bakf" -> new SurpriseLoops.BakfLoop(n);
      case "sample-average" -> new SurpriseLoops.SampleAverageLoop(n);
      case "idbd" -> new TraceLoops.IdbdLoop(n);
      case "autostep" -> new TraceLoops.AutostepLoop(n);
      case "tidbd" -> new TraceLoops.TidbdLoop(n);
      case "autotidbd" -> new TraceLoops.AutoTidbdLoop(n);
      case "alpha-bound" -> new TraceLoops.AlphaBoundLoop(n);
      case "vsgd" -> new TraceLoops.VSgdLoop(n);
      case "obgd" -> new TraceLoops.ObGdLoop();
      case "kalman" -> new SurpriseLoops.KalmanLoop(n);
      case "surprise-signal" -> new SurpriseLoops.SignalLoop(n);
      case "qng" -> new BlockLoops.QngLoop();
      case "clip-norm" -> new TransformLoops.ClipNormLoop();
      case "clip-value" -> new TransformLoops.ClipValueLoop();
      case "adafactor" -> new BlockLoops.AdafactorLoop(n);
      case "shampoo" -> new BlockLoops.ShampooLoop(n);
      case "dog" -> new AverageLoops.DogLoop(n);
      case "d-adaptation" -> new BlockLoops.DAdaptationLoop(n);
      case "prodigy" -> new BlockLoops.ProdigyLoop(n);
      case "schedule-free" -> new AverageLoops.ScheduleFreeLoop(n);
      case "lookahead" -> new AverageLoops.LookaheadLoop(n);
      case "ema" -> new AverageLoops.EmaLoop(n);
      case "polyak" -> new AverageLoops.PolyakLoop(n);
      case "plateau" -> new TransformLoops.PlateauLoop();
      case "decay" -> new TransformLoops.DecayLoop();
      case "clip-adaptive" -> new TransformLoops.ClipAdaptiveLoop(n);
      case "centralise" -> new TransformLoops.CentraliseLoop(n);
      case "noise" -> new TransformLoops.NoiseLoop();
      case "box" -> new TransformLoops.BoxLoop();
      case "freeze" -> new TransformLoops.FreezeLoop(n);
      case "group" -> new TransformLoops.GroupLoop(n);
      case "nan-guard" -> new TransformLoops.NanGuardLoop();
      case "maximise" -> new TransformLoops.MaximiseLoop();
      default -> throw new IllegalArgumentException("no loop for " + rule);
    };
  }
}
