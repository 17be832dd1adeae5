// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import java.util.List;

/** A filter, ready to be tried on rows of cells. */
sealed interface Filter {

    /** Matches everything. */
    Filter ALL = new And(List.of());

    /** Whether a row matches; {@code cells} by the number of the field, then by row. */
    boolean test(Object[][] cells, int row);

    /** Whether hiding a field can never make a row match that did not match before. */
    boolean monotone();

    /** All of them. */
    record And(List<Filter> parts) implements Filter {

        @Override
        public boolean test(Object[][] cells, int row) {
            for (Filter part : parts) {
                if (!part.test(cells, row)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean monotone() {
            return parts.stream().allMatch(Filter::monotone);
        }
    }

    /** One of them at least. */
    record Or(List<Filter> parts) implements Filter {

        @Override
        public boolean test(Object[][] cells, int row) {
            for (Filter part : parts) {
                if (part.test(cells, row)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean monotone() {
            return parts.stream().allMatch(Filter::monotone);
        }
    }

    /** Not this one. */
    record Not(Filter part) implements Filter {

        @Override
        public boolean test(Object[][] cells, int row) {
            return !part.test(cells, row);
        }

        @Override
        public boolean monotone() {
            return false;
        }
    }

    /** What one field must be like. */
    record Test(int field, Match match) implements Filter {

        @Override
        public boolean test(Object[][] cells, int row) {
            return match.test(cells[field][row]);
        }

        @Override
        public boolean monotone() {
            return !(match instanceof Match.Empty);
        }
    }
}
