package dev.stride.optim.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
  @Test
  void warmUpThenCosine() {
    Schedule schedule = Schedules.parse("warmup-cosine:peak=2,steps=50,warmup=0.2,floor=0.25");
    assertEquals(0.2, schedule.at(0), 1e-15);
    assertEquals(2, schedule.at(9), 0);
    assertEquals(2, schedule.at(10), 0);
    // A quarter, half and three quarters of the way down: cos(π/4) = √½.
    double quarter = (1 + Math.sqrt(0.5)) / 2;
    assertEquals(0.5 + 1.5 * quarter, schedule.at(20), 1e-15);
    assertEquals(1.25, schedule.at(30), 1e-15);
    assertEquals(0.5 + 1.5 * (1 - quarter), schedule.at(40), 1e-15);
    assertEquals(0.5, schedule.at(50), 0);
    assertEquals(0.5, schedule.at(Long.MAX_VALUE), 0);
    assertEquals(2, new WarmupCosine(2, 1, 0, 0).at(0), 0);
  }

  /** 0.29 · 100 is 28.999999999999996, and 0.07 · 100 is 7.000000000000001. */
  @ParameterizedTest
  @CsvSource({
    "0.29, 100, 29",
    "0.07, 100, 7",
    "0.57, 100, 57",
    "0.299, 100, 29",
    "0.999, 3, 2",
    "0.2, 5, 1"
  })
  void theWarmUpIsAWholeNumberOfSteps(double warmup, long steps, long rise) {
    WarmupCosine schedule = new WarmupCosine(1, steps, warmup, 0);
    assertEquals(1.0 / rise, schedule.at(0), 0);
    assertEquals(1, schedule.at(rise - 1), 0);
    assertEquals(1, schedule.at(rise), 0);
    assertTrue(schedule.at(rise + 1) < 1);
  }

  @Test
  void inverseRoot() {
    assertEquals(3, new InverseSqrt(3).at(0), 0);
    assertEquals(0.3, new InverseSqrt(3).at(99), 1e-15);
  }

  @Test
  void powerOfWhatIsLeft() {
    Schedule schedule = Schedules.parse("polynomial:start=2,steps=4,power=2,floor=0.5");
    assertValues(schedule, 2, 1 + 9 / 16.0, 1.25, 1 + 1 / 16.0, 1, 1);
    assertValues(Schedules.parse("polynomial:start=3,steps=3"), 3, 2, 1, 0, 0);
  }

  @Test
  void exponential() {
    assertValues(Schedules.parse("exponential:start=2,factor=0.5"), 2, 1, 0.5, 0.25);
    assertEquals(0, Schedules.parse("exponential:start=2,factor=0.5").at(Long.MAX_VALUE), 0);
    assertEquals(2, new Exponential(2, 1).at(Long.MAX_VALUE), 0);
  }

  @Test
  void staircase() {
    assertValues(
        Schedules.parse("step:start=2,every=3,factor=0.5"), 2, 2, 2, 1, 1, 1, 0.5, 0.5, 0.5);
  }

  @Test
  void milestones() {
    Schedule schedule = Schedules.parse("milestones:start=2,at=1/3/4,factor=0.5");
    assertValues(schedule, 2, 1, 1, 0.5, 0.25, 0.25);
    assertValues(Schedules.parse("milestones:start=2,at=2,factor=3"), 2, 2, 6, 6);
    assertEquals("milestones:start=2,at=1/3/4,factor=0.5", Schedules.print(schedule));
  }

  @Test
  void cosineOnceAndAsAWave() {
    double quarter = (1 + Math.sqrt(0.5)) / 2;
    Schedule once = Schedules.parse("cosine:start=2,steps=4,floor=0.25");
    double[] down = {2, 0.5 + 1.5 * quarter, 1.25, 0.5 + 1.5 * (1 - quarter), 0.5};
    assertValues(once, down[0], down[1], down[2], down[3], down[4], 0.5, 0.5);
    assertEquals(0.5, once.at(Long.MAX_VALUE), 0);
    Schedule wave = Schedules.parse("cosine:start=2,steps=4,floor=0.25,mode=wave");
    assertValues(
        wave, down[0], down[1], down[2], down[3], down[4], down[3], down[2], down[1], down[0]);
    assertEquals(down[1], wave.at(8_000_000_000_000_001L), 1e-15);
  }

  @Test
  void restarts() {
    double quarter = 1 + Math.sqrt(0.5);
    Schedule even = Schedules.parse("restarts:start=2,period=4,factor=1");
    assertValues(even, 2, quarter, 1, 2 - quarter, 2, quarter, 1, 2 - quarter, 2);
    Schedule longer = Schedules.parse("restarts:start=2,period=2,factor=2,floor=0.5");
    assertValues(longer, 2, 1.5, 2, 1 + quarter / 2, 1.5, 2 - quarter / 2, 2);
    assertEquals(2, longer.at(6 + 8), 0);
    assertEquals(1.5, longer.at(6 + 4), 1e-15);
    assertTrue(Double.isFinite(longer.at(Long.MAX_VALUE)));
    assertTrue(new Restarts(2, Long.MAX_VALUE, Long.MAX_VALUE, 0).at(Long.MAX_VALUE) >= 0);
  }

  @Test
  void warmUpThenAnySchedule() {
    Schedule schedule = Schedules.parse("warmup:steps=4,from=0.2,then=(step:start=5,every=2)");
    assertValues(schedule, 1, 2, 3, 4, 5, 5, 0.5, 0.5, 0.05);
    assertEquals(5, schedule.scale(), 0);
    assertValues(Schedules.parse("warmup:3,steps=2,from=0"), 0, 1.5, 3, 3);
    assertEquals("warmup:then=(step:start=5,every=2),steps=4,from=0.2", Schedules.print(schedule));
    assertEquals(
        "warmup:then=(step:start=7,every=2),steps=4,from=0.2",
        Schedules.withScale(Schedules.print(schedule), 7));
    assertEquals("warmup:then=7", Schedules.withScale("warmup", 7));
    String nested = "warmup:then=(warmup:then=(cosine:start=3),steps=5),steps=7";
    assertEquals(nested, Schedules.print(Schedules.parse(nested)));
    assertEquals(nested.replace("3", "0.5"), Schedules.withScale(nested, 0.5));
  }

  @Test
  void oneCycle() {
    // The rise ends at step .5 · 10 - 1 = 4, the fall at 9.
    Schedule schedule =
        Schedules.parse("one-cycle:peak=8,steps=10,warmup=0.5,divisor=4,finalDivisor=2");
    double half = 1 + 7 * (1 + StrictMath.cos(Math.PI / 5)) / 2;
    assertEquals(2, schedule.at(0), 1e-15);
    assertEquals(5, schedule.at(2), 1e-15);
    assertEquals(8, schedule.at(4), 1e-15);
    assertEquals(half, schedule.at(5), 1e-14);
    assertEquals(1, schedule.at(9), 1e-15);
    assertEquals(1, schedule.at(10), 0);
    assertEquals(1, schedule.at(Long.MAX_VALUE), 0);
    assertEquals(8, new OneCycle(8, 10, 0.1, 4, 2).at(0), 0);
    assertEquals(8, new OneCycle(8, 10, 0.5, 1, 1).at(0), 0);
  }

  @Test
  void theMomentumOfOneCycle() {
    // The fall ends at step .5 · 10 - 1 = 4, the rise at 9.
    Schedule schedule =
        Schedules.parse("one-cycle-momentum:max=0.75,base=0.25,steps=10,warmup=0.5");
    double half = 0.25 + 0.5 * (1 - StrictMath.cos(Math.PI / 5)) / 2;
    assertEquals(0.75, schedule.at(0), 0);
    assertEquals(0.5, schedule.at(2), 1e-15);
    assertEquals(0.25, schedule.at(4), 0);
    assertEquals(half, schedule.at(5), 1e-15);
    assertEquals(0.75, schedule.at(9), 0);
    assertEquals(0.75, schedule.at(10), 0);
    assertEquals(0.75, schedule.at(Long.MAX_VALUE), 0);
    assertEquals(
        "one-cycle-momentum:max=0.375,base=0.125,steps=10,warmup=0.5",
        Schedules.withScale(Schedules.print(schedule), 0.375));
  }

  @Test
  void noValueIsAboveTheLargest() {
    List<String> texts = new ArrayList<>();
    Schedules.registry().entries().forEach(entry -> texts.add(entry.name()));
    texts.add("milestones:start=2,at=1/3,factor=3");
    texts.add("milestones:start=2,at=1/3,factor=0.5");
    texts.add("warmup:then=(milestones:start=2,at=1/3,factor=3),steps=4,from=0");
    texts.add("warmup:then=(one-cycle:steps=100),steps=4");
    texts.add("cosine:steps=10,mode=wave");
    for (String text : texts) {
      Schedule schedule = Schedules.parse(text);
      double largest = 0;
      for (long k = 0; k < 2000; k++) {
        largest = Math.max(largest, schedule.at(k));
      }
      assertEquals(largest, schedule.largest(), 1e-4 * largest, text);
      assertTrue(largest <= schedule.largest(), text);
    }
  }

  private static void assertValues(Schedule schedule, double... values) {
    for (int k = 0; k < values.length; k++) {
      assertEquals(values[k], schedule.at(k), 1e-15 * schedule.scale(), "step " + k);
    }
  }

  @Test
  void anotherScaleMultipliesTheWholeSchedule() {
    for (Entry<Schedule> entry : Schedules.registry().entries()) {
      Schedule usual = Schedules.parse(entry.name());
      Schedule scaled = Schedules.parse(Schedules.withScale(entry.name(), 3 * usual.at(200)));
      Schedule twice = Schedules.parse(Schedules.withScale(entry.name(), 6 * usual.at(200)));
      for (long k = 0; k < 1200; k += 100) {
        assertEquals(2 * scaled.at(k), twice.at(k), 1e-15, entry.name());
      }
    }
    assertEquals("0.5", Schedules.withScale("0.25", 0.5));
  }

  @Test
  void theFirstKeyIsTheScale() {
    for (Entry<Schedule> entry : Schedules.registry().entries()) {
      Schedule scaled = Schedules.parse(Schedules.withScale(entry.name(), 0.7));
      assertEquals(0.7, scaled.scale(), 0, entry.name());
    }
  }

  @Test
  void schedulesReadBack() {
    for (Entry<Schedule> entry : Schedules.registry().entries()) {
      Schedule schedule = Schedules.parse(entry.name());
      assertEquals(schedule, Schedules.parse(Schedules.print(schedule)));
      for (long k = 0; k < 2000; k++) {
        assertTrue(schedule.at(k) >= 0 && Double.isFinite(schedule.at(k)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "warmup-cosine:steps=0 | steps must be at least 1, not 0",
        "warmup-cosine:steps=5 | warmup must be 0 or at least one of 5 steps, 0.2, not 0.1",
        "warmup-cosine:steps=1,warmup=0.9 | warmup must be 0 or at least one of 1 steps, 1.0, not 0.9",
        "inverse-sqrt:start=-1 | start must be positive, not -1.0",
        "polynomial:start=0 | start must be positive, not 0.0",
        "polynomial:steps=0 | steps must be at least 1, not 0",
        "polynomial:power=0 | power must be positive, not 0.0",
        "polynomial:floor=2 | floor must be from 0 to 1, not 2.0",
        "exponential:start=0 | start must be positive, not 0.0",
        "exponential:factor=0 | factor must be above 0 and at most 1, not 0.0",
        "exponential:factor=1.1 | factor must be above 0 and at most 1, not 1.1",
        "step:start=0 | start must be positive, not 0.0",
        "step:every=0 | every must be at least 1, not 0",
        "step:factor=0 | factor must be above 0 and at most 1, not 0.0",
        "step:factor=2 | factor must be above 0 and at most 1, not 2.0",
        "milestones:start=0 | start must be positive, not 0.0",
        "milestones:factor=0 | factor must be positive, not 0.0",
        "milestones:factor=1e200 | factor 1.0E200 is too large for 2 milestones",
        "milestones:at=3/1 | milestones have to rise and must not be negative: [3, 1]",
        "milestones:at=3/3 | milestones have to rise and must not be negative: [3, 3]",
        "milestones:at=-3 | milestones have to rise and must not be negative: [-3]",
        "milestones:at=3/ | it has to be whole numbers joined by '/', as in 300/600",
        "cosine:start=0 | start must be positive, not 0.0",
        "cosine:steps=0 | steps must be at least 1, not 0",
        "cosine:floor=-1 | floor must be from 0 to 1, not -1.0",
        "cosine:mode=up | it has to be one of once, wave",
        "restarts:start=0 | start must be positive, not 0.0",
        "restarts:period=0 | period must be at least 1, not 0",
        "restarts:factor=0 | factor must be at least 1, not 0",
        "restarts:floor=2 | floor must be from 0 to 1, not 2.0",
        "warmup:steps=0 | steps must be at least 1, not 0",
        "warmup:from=2 | from must be from 0 to 1, not 2.0",
        "warmup:then=(cosine:steps=0) | steps must be at least 1, not 0",
        "one-cycle:peak=0 | peak must be positive, not 0.0",
        "one-cycle:steps=0 | steps must be at least 1, not 0",
        "one-cycle:warmup=1 | warmup must be at least 0 and below 1, not 1.0",
        "one-cycle:divisor=0.5 | divisor must be at least 1, not 0.5",
        "one-cycle-momentum:max=0 | max must be positive, not 0.0",
        "one-cycle-momentum:base=0 | base must be positive, not 0.0",
        "one-cycle-momentum:base=0.96 | base must not be above max, and is 0.96 above 0.95",
        "one-cycle-momentum:steps=0 | steps must be at least 1, not 0",
        "one-cycle-momentum:warmup=1 | warmup must be at least 0 and below 1, not 1.0",
        "one-cycle:finalDivisor=0.5 | finalDivisor must be at least 1, not 0.5",
      })
  void aWrongSettingIsExplained(String text, String why) {
    String message = assertThrows(BadInput.class, () -> Schedules.parse(text)).getMessage();
    assertTrue(message.endsWith(": " + why), message);
  }

  @Test
  void aNestedScheduleThatIsNoneIsExplained() {
    String message =
        assertThrows(BadInput.class, () -> Schedules.parse("warmup:then=fast")).getMessage();
    assertTrue(
        message.startsWith(
            "schedule 'warmup': then=fast: it has to be a positive number or a schedule, one of"),
        message);
  }
}
