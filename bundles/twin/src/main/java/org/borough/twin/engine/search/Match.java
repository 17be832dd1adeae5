// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import java.util.List;
import java.util.function.IntPredicate;
import org.borough.twin.Place;

/**
 * What a cell must be like. As in Ditto, whose index is MongoDB: only values of one kind are compared; an array matches
 * if one of its elements does, and is unequal if none of them is equal; of every feature's field, one must match.
 */
sealed interface Match {

    boolean test(Object cell);

    /** Whether anything is there, be it null. */
    record Exists() implements Match {

        @Override
        public boolean test(Object cell) {
            return cell instanceof Cells.Each each ? any(each.cells(), this) : cell != null;
        }
    }

    /**
     * Whether nothing is there, or null, or an empty array, object or text.
     *
     * @param features whether it is asked of the features as such: then whether there is none
     */
    record Empty(boolean features) implements Match {

        @Override
        public boolean test(Object cell) {
            if (cell instanceof Cells.Each each) {
                return features ? each.cells().length == 0 : any(each.cells(), this);
            }
            boolean nothing = cell == null || cell == Cells.NULL || cell == Cells.EMPTY_OBJECT;
            return nothing || "".equals(cell) || cell instanceof Cells.Many many && many.cells().length == 0;
        }
    }

    /** Whether it, or an element of it, is one of some values. */
    record In(List<Object> values) implements Match {

        @Override
        public boolean test(Object cell) {
            if (cell instanceof Cells.Each each) {
                return any(each.cells(), this);
            }
            if (cell instanceof Cells.Many many) {
                return any(many.cells(), this);
            }
            if (cell == null) {
                return false;
            }
            for (Object value : values) {
                if (same(value, cell)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Whether it is there, and no element of it is a value. */
    record Ne(In equal) implements Match {

        @Override
        public boolean test(Object cell) {
            return cell instanceof Cells.Each each ? any(each.cells(), this) : cell != null && !equal.test(cell);
        }
    }

    /** Whether it, or an element of it, is of a value's kind and stands in order to it. */
    record Compared(Object value, IntPredicate accepts) implements Match {

        @Override
        public boolean test(Object cell) {
            if (cell instanceof Cells.Each each) {
                return any(each.cells(), this);
            }
            if (cell instanceof Cells.Many many) {
                return any(many.cells(), this);
            }
            return comparable(cell) && accepts.test(Cells.order(cell, value));
        }

        private boolean comparable(Object cell) {
            return value instanceof Number && cell instanceof Number
                    || value instanceof String && cell instanceof String
                    || value instanceof Boolean && cell instanceof Boolean
                    || value == Cells.NULL && cell == Cells.NULL;
        }
    }

    /** Whether it, or an element of it, is a text like a pattern. */
    record Like(Wildcards pattern) implements Match {

        @Override
        public boolean test(Object cell) {
            if (cell instanceof Cells.Each each) {
                return any(each.cells(), this);
            }
            if (cell instanceof Cells.Many many) {
                return any(many.cells(), this);
            }
            return cell instanceof String text && pattern.match(text);
        }
    }

    /** Whether it is a place in an area. */
    record Inside(Area area) implements Match {

        @Override
        public boolean test(Object cell) {
            return cell instanceof Place place && area.contains(place);
        }
    }

    /** Equal in Ditto's sense: numbers by what they are worth. */
    private static boolean same(Object value, Object cell) {
        return value instanceof Number a && cell instanceof Number b ? Cells.compare(a, b) == 0 : value.equals(cell);
    }

    private static boolean any(Object[] cells, Match match) {
        for (Object cell : cells) {
            if (match.test(cell)) {
                return true;
            }
        }
        return false;
    }
}
