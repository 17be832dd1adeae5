// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.borough.twin.Place;
import org.eclipse.ditto.json.JsonPointer;

/**
 * What Borough's filters know beyond Ditto's parser: {@code near(…)}, {@code within(…)} and {@code empty(…)}. Each is taken
 * out and leaves {@code exists(<a mark>)} in its place, so that everything around it is still read by Ditto's parser.
 */
final class Extensions {

    private static final List<String> NAMES = List.of("near", "within", "empty");
    private static final int MAX_CORNERS = 10_000;

    private final String text;
    private final String mark;
    private final List<Call> calls = new ArrayList<>();
    private final StringBuilder rest = new StringBuilder();

    /** A call that was taken out. */
    record Call(String name, List<String> arguments) {}

    private Extensions(String text) {
        this.text = text;
        String unused = "borough-call-";
        while (text.contains(unused)) {
            unused += '-';
        }
        this.mark = unused;
        split();
    }

    static Extensions of(String text) {
        return new Extensions(text);
    }

    /** Quick, and never wrong when it says no. */
    static boolean mayBeIn(String text) {
        return NAMES.stream().anyMatch(name -> text.contains(name + "("));
    }

    /** What is left for Ditto's parser. */
    String plain() {
        return rest.toString();
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** The call that a property of {@code exists} stands for. */
    Optional<Call> call(String property) {
        boolean marked = !calls.isEmpty() && property.startsWith(mark);
        return marked ? Optional.of(calls.get(Integer.parseInt(property.substring(mark.length())))) : Optional.empty();
    }

    private void split() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                int end = endOfText(text, at);
                rest.append(text, at, end);
                at = end;
            } else {
                at = callAt(at).orElseGet(appended(at));
            }
        }
    }

    private java.util.function.Supplier<Integer> appended(int at) {
        return () -> {
            rest.append(text.charAt(at));
            return at + 1;
        };
    }

    private Optional<Integer> callAt(int at) {
        boolean starts = at == 0 || "(, ".indexOf(text.charAt(at - 1)) >= 0;
        Optional<String> name = starts
                ? NAMES.stream()
                        .filter(known -> text.startsWith(known + "(", at))
                        .findFirst()
                : Optional.empty();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        int open = at + name.get().length();
        int close = matching(open);
        rest.append("exists(").append(mark).append(calls.size()).append(')');
        calls.add(new Call(name.get(), arguments(text.substring(open + 1, close))));
        return Optional.of(close + 1);
    }

    private int matching(int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "A parenthesis of '" + text.substring(open - 4 < 0 ? 0 : open - 4) + "' is never closed.");
    }

    private static int endOfText(String text, int start) {
        for (int i = start + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == text.charAt(start)) {
                return i + 1;
            }
        }
        return text.length();
    }

    /** Arguments are separated by commas that stand in no parentheses. */
    static List<String> arguments(String text) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                arguments.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        arguments.add(text.substring(start).strip());
        return arguments;
    }

    /** The field of a place: a pointer to a GeoJSON point. */
    static Field placeField(String property) {
        JsonPointer pointer = JsonPointer.of(property);
        String root = pointer.getRoot().map(Object::toString).orElse("");
        if (property.contains("*") || !root.equals("attributes") && !root.equals("features")) {
            throw new IllegalArgumentException(
                    "'" + property + "' is no path of a place; give one as attributes/location.");
        }
        return new Field(Field.Kind.PLACE, Field.value(pointer).path());
    }

    static Area near(List<String> arguments) {
        if (arguments.size() != 4) {
            throw new IllegalArgumentException("near needs a path, a latitude, a longitude and metres, as in "
                    + "near(attributes/location,52.37,4.89,500).");
        }
        double metres = number(arguments.get(3));
        if (metres < 0) {
            throw new IllegalArgumentException("The distance of near must not be negative.");
        }
        return new Area.Circle(place(arguments.get(1), arguments.get(2)), metres);
    }

    static Area within(List<String> arguments) {
        if (arguments.size() == 2 && arguments.get(1).startsWith("box(")) {
            return box(inner("box", arguments.get(1)));
        }
        if (arguments.size() >= 2 && arguments.get(1).startsWith("polygon(")) {
            Area.Ring outer = ring(inner("polygon", arguments.get(1)));
            List<Area.Ring> holes = arguments.subList(2, arguments.size()).stream()
                    .map(hole -> ring(inner("hole", hole)))
                    .toList();
            return new Area.Polygon(outer, holes);
        }
        throw new IllegalArgumentException(
                "within needs a path and an area, as in "
                        + "within(attributes/location,box(52.3,4.7,52.4,5.0)) with south, west, north, east, or "
                        + "within(attributes/location,polygon(52.3,4.7,52.3,5.0,52.4,4.9),hole(…)) with latitude, longitude of each corner.");
    }

    private static Area box(List<String> sides) {
        if (sides.size() != 4) {
            throw new IllegalArgumentException("box needs south, west, north and east.");
        }
        Place southWest = place(sides.get(0), sides.get(1));
        Place northEast = place(sides.get(2), sides.get(3));
        if (southWest.latitude() > northEast.latitude()) {
            throw new IllegalArgumentException("The south of box is north of its north.");
        }
        return new Area.Box(southWest.latitude(), southWest.longitude(), northEast.latitude(), northEast.longitude());
    }

    private static Area.Ring ring(List<String> numbers) {
        if (numbers.size() < 6 || numbers.size() % 2 != 0 || numbers.size() / 2 > MAX_CORNERS) {
            throw new IllegalArgumentException(
                    "polygon and hole need latitude and longitude of 3 to " + MAX_CORNERS + " corners.");
        }
        List<Place> corners = new ArrayList<>(numbers.size() / 2);
        for (int i = 0; i < numbers.size(); i += 2) {
            corners.add(place(numbers.get(i), numbers.get(i + 1)));
        }
        return new Area.Ring(corners);
    }

    private static List<String> inner(String name, String call) {
        if (!call.startsWith(name + "(") || !call.endsWith(")")) {
            throw new IllegalArgumentException("'" + call + "' is no " + name + "(…).");
        }
        return arguments(call.substring(name.length() + 1, call.length() - 1));
    }

    /** A place from its latitude and longitude in degrees. */
    static Place place(String latitude, String longitude) {
        Place place = new Place(number(latitude), number(longitude));
        if (Math.abs(place.latitude()) > 90 || Math.abs(place.longitude()) > 180) {
            throw new IllegalArgumentException("Latitude " + latitude + " and longitude " + longitude
                    + " are no place: the first is -90 to 90, the second -180 to 180.");
        }
        return place;
    }

    private static double number(String text) {
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a number.", e);
        }
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("'" + text + "' is not a finite number.");
        }
        return number;
    }
}
