// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.borough.lighting.classes.Classing;
import org.borough.lighting.classes.ClassingJson;
import org.borough.rulebook.Fields;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Parameters of a street in, its lighting class out. */
@Command(
        name = "lighting-class",
        description = {
            "Selects the lighting class of a street by weighted parameters, and tells the level at which lamps that were",
            "installed for one class give it. Without parameters it says which there are."
        },
        mixinStandardHelpOptions = true)
final class LightingClass implements Runnable {

    @Option(
            names = "--table",
            defaultValue = "en13201",
            description = "en13201, cie115 or one version (${DEFAULT-VALUE})")
    private String table;

    @Option(names = "--own-table", description = "a JSON file with a table of your own")
    private Path own;

    @Option(names = "--kind", required = true, description = "M, C or P")
    private String kind;

    @Option(names = "--parameter", description = "such as speed=moderate; all of the kind")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--installed", description = "the class for which the lamps were installed; else the selected one")
    private String installed = "";

    @Option(names = "--floor", description = "the class below which the street never goes; else the least")
    private String floor = "";

    @Option(names = "--date", description = "on which day the table must hold; else today")
    private LocalDate date;

    @Mixin
    private Report report;

    @Override
    public void run() {
        LocalDate day = date == null ? LocalDate.now() : date;
        Fields fields = new Fields(rules());
        Optional<Classing> found = ClassingJson.read(fields, day);
        if (found.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", fields.problems()));
        }
        Classing classing = found.get();
        report.explain(classing.table().title() + ". " + classing.table().note());
        report.print(new Figures(
                classing.table().id(),
                classing.designed().road().name(),
                classing.designed().road().mean(),
                classing.family().unit(),
                classing.designed().words(),
                Math.min(100, classing.share(classing.designed().road())),
                classing.floor().name(),
                classing.share(classing.floor())));
    }

    private ObjectNode rules() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode inner = json.putObject(ClassingJson.KEY);
        inner.put("table", table).put("kind", kind);
        ObjectNode values = inner.putObject("parameters");
        parameters.forEach(values::put);
        if (!installed.isEmpty()) {
            inner.put("installed", installed);
        }
        if (!floor.isEmpty()) {
            inner.put("floor", floor);
        }
        if (own != null) {
            json.putArray(ClassingJson.TABLES).add(read());
        }
        return json;
    }

    private JsonNode read() {
        try {
            return new ObjectMapper().readTree(own.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + own + ": " + e.getMessage(), e);
        }
    }

    /** What is printed. */
    record Figures(
            String table,
            String selected,
            double mean,
            String unit,
            String sum,
            double levelPercent,
            String floor,
            double floorLevelPercent) {}
}
