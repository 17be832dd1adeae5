// SPDX-License-Identifier: EPL-2.0
package org.borough.waste.streets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.borough.thing.BoroughException;
import org.borough.twin.Place;

/** Reads the streets out of an extract in OSM XML, packed with gzip or not. */
public final class OsmFile {

    /** How fast a collection truck drives on streets of a class, km/h; other ways are not for trucks. */
    private static final Map<String, Double> SPEEDS = Map.ofEntries(
            Map.entry("motorway", 70.0),
            Map.entry("motorway_link", 45.0),
            Map.entry("trunk", 60.0),
            Map.entry("trunk_link", 40.0),
            Map.entry("primary", 40.0),
            Map.entry("primary_link", 30.0),
            Map.entry("secondary", 35.0),
            Map.entry("secondary_link", 30.0),
            Map.entry("tertiary", 30.0),
            Map.entry("tertiary_link", 25.0),
            Map.entry("unclassified", 25.0),
            Map.entry("residential", 20.0),
            Map.entry("living_street", 8.0),
            Map.entry("service", 12.0),
            Map.entry("road", 20.0));

    private static final double KMH = 3.6;
    private static final int GZIP = 0x1f8b;

    private final Map<Long, Place> places = new HashMap<>();
    private final List<Way> ways = new ArrayList<>();

    private record Way(List<Long> nodes, Map<String, String> tags) {

        double speed() {
            double usual = SPEEDS.get(tags.get("highway"));
            return limit().map(limit -> Math.min(limit, usual)).orElse(usual) / KMH;
        }

        private Optional<Double> limit() {
            String limit = tags.getOrDefault("maxspeed", "");
            return limit.matches("[1-9]\\d{0,2}") ? Optional.of(Double.parseDouble(limit)) : Optional.empty();
        }

        boolean forTrucks() {
            return SPEEDS.containsKey(tags.getOrDefault("highway", ""))
                    && !is("access", "no")
                    && !is("access", "private")
                    && !is("motor_vehicle", "no")
                    && !is("hgv", "no")
                    && !is("area", "yes");
        }

        boolean forwards() {
            return !is("oneway", "-1");
        }

        boolean backwards() {
            boolean roundabout = is("junction", "roundabout") || is("junction", "circular");
            boolean motorway = is("highway", "motorway") && !is("oneway", "no");
            return !is("oneway", "yes") && !is("oneway", "1") && !is("oneway", "true") && !roundabout && !motorway;
        }

        private boolean is(String key, String value) {
            return value.equals(tags.get(key));
        }
    }

    private OsmFile() {}

    /** Reads; fails with a sentence about the file. */
    public static Streets read(Path file) {
        OsmFile osm = new OsmFile();
        try (InputStream bytes = open(file)) {
            osm.parse(bytes);
        } catch (IOException | XMLStreamException e) {
            throw new BoroughException("The street map " + file + " cannot be read: " + e.getMessage(), e);
        }
        return osm.streets(file);
    }

    private static InputStream open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        bytes.mark(2);
        int magic = bytes.read() << 8 | bytes.read();
        bytes.reset();
        return magic == GZIP ? new GZIPInputStream(bytes) : bytes;
    }

    private void parse(InputStream bytes) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(bytes);
        Way way = null;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                way = begin(xml, way);
            } else if (event == XMLStreamConstants.END_ELEMENT && "way".equals(xml.getLocalName())) {
                end(way);
                way = null;
            }
        }
        xml.close();
    }

    private Way begin(XMLStreamReader xml, Way way) throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "node" ->
                places.put(
                        number(xml, "id"),
                        new Place(Double.parseDouble(text(xml, "lat")), Double.parseDouble(text(xml, "lon"))));
            case "way" -> {
                return new Way(new ArrayList<>(), new HashMap<>());
            }
            case "nd" -> {
                if (way != null) {
                    way.nodes().add(number(xml, "ref"));
                }
            }
            case "tag" -> {
                if (way != null) {
                    way.tags().put(text(xml, "k"), text(xml, "v"));
                }
            }
            default -> {
                return way;
            }
        }
        return way;
    }

    private void end(Way way) {
        if (way != null && way.forTrucks()) {
            ways.add(way);
        }
    }

    private static long number(XMLStreamReader xml, String name) throws XMLStreamException {
        try {
            return Long.parseLong(text(xml, name));
        } catch (NumberFormatException e) {
            throw new XMLStreamException(
                    name + " is not a number in line " + xml.getLocation().getLineNumber(), e);
        }
    }

    private static String text(XMLStreamReader xml, String name) throws XMLStreamException {
        String value = xml.getAttributeValue(null, name);
        if (value == null) {
            throw new XMLStreamException(xml.getLocalName() + " without " + name + " in line "
                    + xml.getLocation().getLineNumber());
        }
        return value;
    }

    private Streets streets(Path file) {
        Map<Long, Integer> numbers = new HashMap<>();
        List<Place> used = new ArrayList<>();
        for (Way way : ways) {
            way.nodes().stream()
                    .filter(places::containsKey)
                    .forEach(node -> numbers.computeIfAbsent(node, id -> {
                        used.add(places.get(id));
                        return used.size() - 1;
                    }));
        }
        if (used.isEmpty()) {
            throw new BoroughException("The street map " + file + " has no street for trucks.");
        }
        return new Edges(used, ways.size()).of(this, numbers);
    }

    /** The edges, counted first and then laid in a row. */
    private static final class Edges {

        private final Place[] places;
        private final List<int[]> ends;
        private final List<float[]> lengths;

        Edges(List<Place> used, int ways) {
            places = used.toArray(Place[]::new);
            ends = new ArrayList<>(ways * 4);
            lengths = new ArrayList<>(ways * 4);
        }

        Streets of(OsmFile osm, Map<Long, Integer> numbers) {
            for (Way way : osm.ways) {
                for (int i = 1; i < way.nodes().size(); i++) {
                    Integer from = numbers.get(way.nodes().get(i - 1));
                    Integer to = numbers.get(way.nodes().get(i));
                    if (from != null && to != null) {
                        add(way, from, to);
                    }
                }
            }
            return build();
        }

        private void add(Way way, int from, int to) {
            float metres = (float) places[from].metresTo(places[to]);
            float[] length = {metres, (float) (metres / way.speed())};
            if (way.forwards()) {
                ends.add(new int[] {from, to});
                lengths.add(length);
            }
            if (way.backwards() || !way.forwards()) {
                ends.add(new int[] {to, from});
                lengths.add(length);
            }
        }

        private Streets build() {
            int[] first = new int[places.length + 1];
            ends.forEach(edge -> first[edge[0] + 1]++);
            for (int i = 0; i < places.length; i++) {
                first[i + 1] += first[i];
            }
            int[] next = first.clone();
            int[] heads = new int[ends.size()];
            float[] metres = new float[ends.size()];
            float[] seconds = new float[ends.size()];
            for (int i = 0; i < ends.size(); i++) {
                int at = next[ends.get(i)[0]]++;
                heads[at] = ends.get(i)[1];
                metres[at] = lengths.get(i)[0];
                seconds[at] = lengths.get(i)[1];
            }
            return new Streets(places, first, heads, metres, seconds);
        }
    }
}
