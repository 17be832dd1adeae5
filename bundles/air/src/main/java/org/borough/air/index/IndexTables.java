// SPDX-License-Identifier: EPL-2.0
package org.borough.air.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The versions of all indices.
 *
 * @param all in no order
 */
public record IndexTables(List<IndexTable> all) {

    private static final List<String> SHIPPED = List.of("european-2017", "european-2024", "us-2015", "us-2024");

    /** Keeps its own copy. */
    public IndexTables {
        all = List.copyOf(all);
    }

    /** The tables that the service brings along. */
    public static IndexTables shipped() {
        return new IndexTables(SHIPPED.stream().map(IndexTables::shipped).toList());
    }

    private static IndexTable shipped(String name) {
        try (InputStream in = IndexTables.class.getResourceAsStream("/air/tables/" + name + ".json")) {
            JsonNode json = new ObjectMapper().readTree(in);
            return TableJson.read(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** These, and before them an expert's own. */
    public IndexTables with(List<IndexTable> own) {
        return new IndexTables(Stream.concat(own.stream(), all.stream()).toList());
    }

    /** The version of an index used on a day: by its id on any day, by the name of the index the latest that holds. */
    public Optional<IndexTable> find(String name, LocalDate day) {
        Optional<IndexTable> exact =
                all.stream().filter(table -> table.id().equals(name)).findFirst();
        return exact.or(() -> all.stream()
                .filter(table -> table.index().equals(name) && table.holds(day))
                .max(Comparator.comparing(IndexTable::from)));
    }

    /** The names that may be asked for. */
    public List<String> names() {
        return all.stream()
                .flatMap(table -> Stream.of(table.index(), table.id()))
                .distinct()
                .sorted()
                .toList();
    }
}
