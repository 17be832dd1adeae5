// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.classes;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The versions of all standards. */
public record ClassTables(List<ClassTable> all) {

    private static final List<String> SHIPPED = List.of("en13201-2015", "cie115-2010");

    /** Keeps its own copy. */
    public ClassTables {
        all = List.copyOf(all);
    }

    /** The tables that the service brings along. */
    public static ClassTables shipped() {
        return new ClassTables(SHIPPED.stream().map(ClassTables::shipped).toList());
    }

    private static ClassTable shipped(String name) {
        try (InputStream in = ClassTables.class.getResourceAsStream("/lighting/classes/" + name + ".json")) {
            return ClassTableJson.read(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** These, and before them a city's own. */
    public ClassTables with(List<ClassTable> own) {
        return new ClassTables(Stream.concat(own.stream(), all.stream()).toList());
    }

    /** A version by its id; by the name of the standard the latest that holds on a day. */
    public Optional<ClassTable> find(String name, LocalDate day) {
        Optional<ClassTable> exact =
                all.stream().filter(table -> table.id().equals(name)).findFirst();
        return exact.or(() -> all.stream()
                .filter(table -> table.table().equals(name) && table.holds(day))
                .max(Comparator.comparing(ClassTable::from)));
    }

    /** The names that may be asked for. */
    public List<String> names() {
        return all.stream()
                .flatMap(table -> Stream.of(table.table(), table.id()))
                .distinct()
                .sorted()
                .toList();
    }
}
