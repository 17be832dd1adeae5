// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a bench says what it found: to a reader, or with {@code --json} to a program. */
final class Report {

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Prints the figures. */
    void print(Object figures) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.println(mapper().writeValueAsString(figures));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
        out.flush();
    }

    /** Adds a line for readers only. */
    void explain(String line) {
        if (!json) {
            spec.commandLine().getOut().println(line);
        }
    }

    private ObjectMapper mapper() {
        return new ObjectMapper()
                .setSerializationInclusion(JsonInclude.Include.NON_NULL)
                .configure(SerializationFeature.INDENT_OUTPUT, !json);
    }
}
