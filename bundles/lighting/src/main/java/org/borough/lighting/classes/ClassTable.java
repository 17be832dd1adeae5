// SPDX-License-Identifier: EPL-2.0
package org.borough.lighting.classes;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One version of a standard's classes.
 *
 * @param id its name and version: {@code en13201-2015}
 * @param table the standard that it is a version of: {@code en13201}
 * @param from the first day it is used
 * @param until the last day it is used; {@link LocalDate#MAX} when it still is
 * @param source where it is written
 * @param note what a reader must know before relying on it
 */
public record ClassTable(
        String id,
        String table,
        String title,
        LocalDate from,
        LocalDate until,
        String source,
        String note,
        List<Family> families) {

    /** Keeps its own copy. */
    public ClassTable {
        families = List.copyOf(families);
    }

    /** Whether it is used on a day. */
    public boolean holds(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(until);
    }

    /** The family of that kind. */
    public Optional<Family> family(String kind) {
        return families.stream().filter(family -> family.kind().equals(kind)).findFirst();
    }

    /** The kinds of its families, for a person. */
    public String kinds() {
        return String.join(", ", families.stream().map(Family::kind).toList());
    }
}
