// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.time.Duration;
import org.borough.bench.load.LargeCity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many lamps the lighting service steers, and how soon. */
@Command(
        name = "lighting-load",
        description = {
            "The lighting service by itself with very many lamps, in this process: commands a second when somebody is",
            "noticed everywhere at once, the time from a presence report to the command of a lamp further along the",
            "street, and memory. Twins are kept in memory, without policies and disk; the way to the device is not in it."
        },
        mixinStandardHelpOptions = true)
final class LightingLoad implements Runnable {

    @Option(names = "--lamps", defaultValue = "20000", description = "how many, 100 to 200000 (${DEFAULT-VALUE})")
    private int lamps;

    @Option(names = "--seconds", defaultValue = "20", description = "how long presence is probed (${DEFAULT-VALUE})")
    private int seconds;

    @Mixin
    private Report report;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (lamps < 100 || lamps > 200_000 || seconds < 1 || seconds > 3600) {
            throw new ParameterException(
                    spec.commandLine(), "--lamps must be from 100 to 200000, --seconds from 1 to 3600.");
        }
        try (LargeCity city = new LargeCity(lamps)) {
            report.print(city.measure(Duration.ofSeconds(seconds)));
        }
    }
}
