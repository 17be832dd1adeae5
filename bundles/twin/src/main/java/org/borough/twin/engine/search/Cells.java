// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands at a field of a thing: null for nothing, {@link #NULL}, a Boolean, Long, Double or String, {@link #OBJECT},
 * {@link #EMPTY_OBJECT}, a place, {@link Many} for an array, {@link Each} for a field of every feature.
 */
final class Cells {

    static final Object NULL = new Object();
    static final Object OBJECT = new Object();
    static final Object EMPTY_OBJECT = new Object();
    static final Each NO_FEATURE = new Each(new Object[0]);

    /** The elements of an array, or what arrays on the way lead to. */
    record Many(Object[] cells) {}

    /** What stands at a path within each feature; null where a feature has nothing there. */
    record Each(Object[] cells) {}

    private Cells() {}

    static Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL -> NULL;
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case STRING -> node.textValue();
            case OBJECT -> node.isEmpty() ? EMPTY_OBJECT : OBJECT;
            case ARRAY -> array(node);
            default -> null;
        };
    }

    /** What stands at a path; arrays on the way are gone through, as MongoDB does for Ditto. */
    static Object at(JsonNode root, List<String> path) {
        return at(root, path, 0);
    }

    private static Object at(JsonNode root, List<String> path, int from) {
        JsonNode node = root;
        for (int i = from; i < path.size(); i++) {
            if (node.isArray()) {
                return through(node, path, i);
            }
            node = node.path(path.get(i));
        }
        return of(node);
    }

    private static Object through(JsonNode array, List<String> path, int from) {
        List<Object> found = new ArrayList<>();
        String key = path.get(from);
        if (key.length() < 9 && !key.isEmpty() && key.chars().allMatch(c -> c >= '0' && c <= '9')) {
            add(found, at(array.path(Integer.parseInt(key)), path, from + 1));
        }
        for (JsonNode element : array) {
            if (element.isObject()) {
                add(found, at(element, path, from));
            }
        }
        return found.isEmpty() ? null : new Many(found.toArray());
    }

    private static void add(List<Object> found, Object cell) {
        if (cell instanceof Many many) {
            found.addAll(List.of(many.cells()));
        } else if (cell != null) {
            found.add(cell);
        }
    }

    private static Object array(JsonNode node) {
        Object[] cells = new Object[node.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = of(node.get(i));
        }
        return new Many(cells);
    }

    private static Object number(JsonNode node) {
        return node.canConvertToExactIntegral() && node.canConvertToLong()
                ? (Object) node.longValue()
                : node.doubleValue();
    }

    /** Compares two numbers exactly. */
    static int compare(Number one, Number other) {
        if (one instanceof Long a && other instanceof Long b) {
            return Long.compare(a, b);
        }
        double a = one.doubleValue();
        double b = other.doubleValue();
        boolean exact = a != b || one instanceof Double && other instanceof Double || Double.isInfinite(a);
        return exact ? Double.compare(a + 0.0, b + 0.0) : decimal(one).compareTo(decimal(other));
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof Long whole ? BigDecimal.valueOf(whole) : new BigDecimal(number.doubleValue());
    }

    /** Compares by code points, which is the order of the texts' bytes. */
    static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean pair = Character.isSurrogate(a) != Character.isSurrogate(b);
                return pair ? Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b)) : a - b;
            }
        }
        return one.length() - other.length();
    }

    /** The order of values of any kind, as MongoDB has it for Ditto: nothing first, truth values last. */
    static int order(Object one, Object other) {
        int byKind = Integer.compare(kind(one), kind(other));
        if (byKind != 0) {
            return byKind;
        }
        if (one instanceof Number a) {
            return compare(a, (Number) other);
        }
        if (one instanceof String a) {
            return compare(a, (String) other);
        }
        return one instanceof Boolean a ? a.compareTo((Boolean) other) : 0;
    }

    private static int kind(Object cell) {
        if (cell == null || cell == NULL) {
            return 0;
        }
        if (cell instanceof Number) {
            return 1;
        }
        if (cell instanceof String) {
            return 2;
        }
        return cell instanceof Boolean ? 4 : 3;
    }

    /** About how many bytes a cell takes besides its place in the column. */
    static int size(Object cell) {
        if (cell instanceof Number) {
            return 16;
        }
        if (cell instanceof String text) {
            return 40 + text.length();
        }
        if (cell instanceof Many many) {
            return size(many.cells());
        }
        if (cell instanceof Each each) {
            return size(each.cells());
        }
        return cell instanceof org.borough.twin.Place ? 32 : 0;
    }

    private static int size(Object[] cells) {
        int size = 32 + 4 * cells.length;
        for (Object cell : cells) {
            size += size(cell);
        }
        return size;
    }
}
