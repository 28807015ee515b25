package dev.stride.optim.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.form.Entry;
import org.junit.jupiter.api.Test;

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
    assertEquals(2, new WarmupCosine(2, 1, 0.9, 0).at(0), 0);
  }

  @Test
  void inverseRoot() {
    assertEquals(3, new InverseSqrt(3).at(0), 0);
    assertEquals(0.3, new InverseSqrt(3).at(99), 1e-15);
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
  void schedulesReadBack() {
    for (Entry<Schedule> entry : Schedules.registry().entries()) {
      Schedule schedule = Schedules.parse(entry.name());
      assertEquals(schedule, Schedules.parse(Schedules.print(schedule)));
      for (long k = 0; k < 2000; k++) {
        assertTrue(schedule.at(k) >= 0 && Double.isFinite(schedule.at(k)));
      }
    }
    assertThrows(BadInput.class, () -> Schedules.parse("warmup-cosine:steps=0"));
    assertThrows(BadInput.class, () -> Schedules.parse("inverse-sqrt:start=-1"));
  }
}
