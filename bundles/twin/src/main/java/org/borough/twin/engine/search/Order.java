// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.borough.twin.Place;

/** In which order things are found; ends with the thing's id, so that no two are equal. */
final class Order implements Comparator<Object[]> {

    private static final String DISTANCE = "distance(";

    private final List<Key> keys;

    /**
     * One thing to sort by.
     *
     * @param text how it was asked for, with its sign
     * @param field the number of its field
     * @param origin what distances are measured from; null to sort by the value itself
     */
    private record Key(String text, int field, boolean descending, Place origin) {}

    private Order(List<Key> keys) {
        this.keys = keys;
    }

    /** Reads the inside of {@code sort(…)}; fails with a sentence if it makes no sense. */
    static Order of(String sort, Question question) {
        List<Key> keys = new ArrayList<>();
        for (String entry : Extensions.arguments(sort)) {
            if (!entry.isEmpty()) {
                Key key = key(entry, question);
                keys.add(key);
                if (question.fields().get(key.field()).equals(Field.ID)) {
                    return new Order(keys);
                }
            }
        }
        keys.add(new Key("+thingId", question.number(Field.ID), false, null));
        return new Order(keys);
    }

    private static Key key(String entry, Question question) {
        boolean descending = entry.startsWith("-");
        String name = (descending || entry.startsWith("+") ? entry.substring(1) : entry).strip();
        String text = (descending ? "-" : "+") + (name.startsWith("/") ? name.substring(1) : name);
        if (!name.startsWith(DISTANCE)) {
            return new Key(text, question.number(Fields.sorted(name)), descending, null);
        }
        List<String> arguments = Extensions.arguments(name.substring(DISTANCE.length(), name.length() - 1));
        if (arguments.size() != 3 || !name.endsWith(")")) {
            throw new IllegalArgumentException("distance needs a path, a latitude and a longitude, as in "
                    + "sort(+distance(attributes/location,52.37,4.89)).");
        }
        Place origin = Extensions.place(arguments.get(1), arguments.get(2));
        return new Key(text, question.number(Extensions.placeField(arguments.get(0))), descending, origin);
    }

    /** How many values a row is sorted by. */
    int size() {
        return keys.size();
    }

    /** The order as text; the same for orders that are the same. */
    String text() {
        return String.join(",", keys.stream().map(Key::text).toList());
    }

    /** What a row is sorted by. */
    Object[] values(Object[][] cells, int row) {
        Object[] values = new Object[keys.size()];
        for (int i = 0; i < values.length; i++) {
            Key key = keys.get(i);
            values[i] = value(cells[key.field()][row], key);
        }
        return values;
    }

    @Override
    public int compare(Object[] one, Object[] other) {
        for (int i = 0; i < keys.size(); i++) {
            int order = Cells.order(one[i], other[i]);
            if (order != 0) {
                return keys.get(i).descending() ? -order : order;
            }
        }
        return 0;
    }

    private static Object value(Object cell, Key key) {
        if (key.origin() != null) {
            return cell instanceof Place place
                    ? key.origin().metresTo(place)
                    : Double.valueOf(Double.POSITIVE_INFINITY);
        }
        if (cell instanceof Cells.Many many) {
            return outermost(many.cells(), key.descending());
        }
        return cell instanceof Cells.Each each ? outermost(each.cells(), key.descending()) : cell;
    }

    /** An array is sorted by its least element, or by its greatest when the order descends. */
    private static Object outermost(Object[] cells, boolean greatest) {
        Object found = null;
        for (Object cell : cells) {
            int order = found == null ? 1 : Cells.order(cell, found);
            if (found == null || greatest && order > 0 || !greatest && order < 0) {
                found = cell;
            }
        }
        return found instanceof Cells.Many || found instanceof Cells.Each ? Cells.OBJECT : found;
    }
}
