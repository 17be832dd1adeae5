// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.borough.twin.Cause;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever happens in between, the twin tells in the end what became of a command. */
class OutcomeTest {

    private static final Duration DEADLINE = Duration.ofSeconds(900);

    private Bench bench = new Bench().lampAdapter().start().lamp("lamp-1");

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theRouterRestarts() {
        ask();
        bench = bench.restarted().lampAdapter().start();
        bench.settle();
        assertThat(bench.state("messages/dim")).isEqualTo("pending");
        bench.pass(DEADLINE);
        assertThat(bench.state("messages/dim")).isEqualTo("timedOut");
        assertThat(bench.stores.size("outbox")).isZero();
    }

    @Test
    void theDeadlinePassesWhileTheRouterIsDown() {
        ask();
        bench.clock.advance(DEADLINE);
        bench = bench.restarted().start();
        bench.settle();
        assertThat(bench.state("messages/dim")).isEqualTo("timedOut");
    }

    @Test
    void theDeviceIsRemoved() {
        ask();
        bench.registrations.remove(Bench.device("lamp-1"));
        bench.router.registrationChanged(Bench.device("lamp-1"));
        bench.pass(DEADLINE);
        assertThat(bench.state("messages/dim")).isEqualTo("timedOut");
    }

    @Test
    void theAdapterIsRemoved() {
        ask();
        bench.router.adapters().remove("lamp");
        bench.subscribe("lamp-1");
        bench.pass(DEADLINE);
        assertThat(bench.state("messages/dim")).isEqualTo("timedOut");
    }

    @Test
    void theTwinShowsTheOutcomeBeforeTheOutboxForgetsTheCommand() {
        ask();
        bench.stores.full(true);
        bench.pass(DEADLINE);
        assertThat(bench.state("messages/dim")).isEqualTo("timedOut");
        assertThat(bench.stores.size("outbox")).isEqualTo(1);
    }

    private void ask() {
        bench.router
                .commands()
                .ask(Bench.thing("lamp-1"), "", "dim", "{\"level\":30,\"seconds\":1}", Cause.of("borough:admin", ""));
        bench.settle();
    }
}
