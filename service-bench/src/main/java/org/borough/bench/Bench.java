// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** All benches under one command. */
@Command(
        name = "./borough bench",
        description = "What the city services do with recorded data, in figures.",
        mixinStandardHelpOptions = true,
        subcommands = {
            AirCalibration.class,
            AirNo2.class,
            AirForecast.class,
            AirHumidity.class,
            AirLoad.class,
            LightingClass.class,
            LightingSun.class,
            LightingStreets.class,
            LightingLoad.class,
            WasteForecast.class,
            WasteOverflow.class,
            WasteRouting.class,
            WasteYear.class,
            TrafficForecast.class,
            TrafficCounts.class,
            TrafficAnomaly.class,
            TrafficFederated.class,
            TrafficLoad.class
        })
public final class Bench implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Runs one bench; exits with 2 when it was called wrongly or a file is odd, with 1 when its data do not serve. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Bench());
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            PrintWriter errors = command.getErr();
            errors.println(failure.getMessage());
            return failure instanceof OddFile ? CommandLine.ExitCode.USAGE : 1;
        });
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which bench to run.");
    }
}
