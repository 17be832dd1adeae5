// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What operations answer, told by rules that hold for many and by lines about one. */
public final class Table {

    private final List<Block> blocks = new ArrayList<>();

    /** Reads a table that lies beside a class. */
    public static Table read(Class<?> beside, String file) {
        Table table = new Table();
        lines(beside, file).forEach(line -> {
            if (line.startsWith(" ")) {
                table.blocks.get(table.blocks.size() - 1).add(line.strip());
            } else {
                table.blocks.add(Block.headed(line));
            }
        });
        return table;
    }

    static Stream<String> lines(Class<?> beside, String file) {
        try (InputStream in = beside.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** All cases of an operation. */
    public List<Case> cases(Operation operation) {
        Map<String, String> values = new HashMap<>();
        about(operation).forEach(block -> values.putAll(block.values()));
        return about(operation)
                .flatMap(block -> block.cases().stream().map(line -> Case.parse(line, operation, values)))
                .toList();
    }

    private Stream<Block> about(Operation operation) {
        return blocks.stream().filter(block -> block.isAbout(operation));
    }

    /** Statuses and parameters of the list that no line covers and that can be provoked. */
    public List<String> missing(List<Operation> operations) {
        return operations.stream().flatMap(this::missing).toList();
    }

    private Stream<String> missing(Operation operation) {
        TreeSet<Object> statuses = new TreeSet<>(operation.statuses());
        cases(operation).forEach(each -> statuses.remove(each.status()));
        about(operation).forEach(block -> statuses.removeAll(block.never().keySet()));
        List<String> parameters = new ArrayList<>(operation.parameters());
        about(operation).forEach(block -> parameters.removeAll(block.with()));
        return Stream.concat(statuses.stream(), parameters.stream()).map(what -> operation + ": " + what);
    }

    /** Lines about nothing that is on the list. */
    public List<String> idle(List<Operation> operations) {
        return blocks.stream()
                .filter(block -> operations.stream().noneMatch(block::isAbout))
                .map(block -> block.methods() + " " + block.paths() + " " + block.with())
                .toList();
    }
}
