// SPDX-License-Identifier: EPL-2.0
package org.borough.waste.streets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.borough.twin.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OsmFileTest {

    @TempDir
    private Path folder;

    private Path map(String ways) throws IOException {
        StringBuilder osm = new StringBuilder("<osm>");
        for (int i = 0; i < 4; i++) {
            osm.append("<node id='%d' lat='52.%d' lon='13.4'/>".formatted(i, 500 + i));
        }
        return Files.writeString(folder.resolve("map.osm"), osm + ways + "</osm>");
    }

    private static String way(String tags, int... nodes) {
        StringBuilder way = new StringBuilder("<way id='9'>");
        for (int node : nodes) {
            way.append("<nd ref='").append(node).append("'/>");
        }
        for (String tag : tags.split(" ")) {
            way.append("<tag k='%s' v='%s'/>".formatted((Object[]) tag.split("=")));
        }
        return way.append("</way>").toString();
    }

    @Test
    void streetsWithoutAWayHomeAreLeftOut() throws IOException {
        Streets streets =
                OsmFile.read(map(way("highway=residential", 0, 1, 2) + way("highway=service oneway=yes", 2, 3)));

        assertThat(streets.size()).isEqualTo(new Streets.Size(4, 3));
        assertThat(streets.near(new Place(52.503, 13.4))).contains(2);
        assertThat(streets.near(new Place(52.6, 13.4))).isEmpty();
    }

    @Test
    void aOneWayStreetAgainstItsNodesIsDrivenAgainstThem() throws IOException {
        Streets streets = OsmFile.read(
                map(way("highway=residential oneway=-1", 0, 1) + way("highway=residential oneway=-1", 1, 2, 0)));

        int[][] metres = streets.between(new int[] {0, 1}).metres();
        assertThat(metres[1][0]).isEqualTo(112);
        assertThat(metres[0][1]).isEqualTo(334);
    }

    @Test
    void speedIsTheStreetsOrTheLimitWhereThatIsLower() throws IOException {
        Streets streets = OsmFile.read(map(way("highway=residential maxspeed=10", 0, 1)));

        assertThat(streets.between(new int[] {0, 1}).seconds()[0][1]).isEqualTo(41);
    }

    @Test
    void waysThatAreNotForTrucksAreNone() throws IOException {
        Path map = map(way("highway=footway", 0, 1)
                + way("highway=residential access=private", 1, 2)
                + way("highway=residential hgv=no", 2, 3));

        assertThatThrownBy(() -> OsmFile.read(map)).hasMessageEndingWith("has no street for trucks.");
    }

    @Test
    void aBrokenFileIsNamedWithTheReason() throws IOException {
        Path map = Files.writeString(folder.resolve("broken.osm"), "<osm><node id='1' lat='52'/></osm>");

        assertThatThrownBy(() -> OsmFile.read(map))
                .hasMessageContaining("broken.osm")
                .hasMessageContaining("without lon");
        Path cut = Files.writeString(folder.resolve("cut.osm"), "<osm><node id='1' lat='52' lon='13'/>");
        assertThatThrownBy(() -> OsmFile.read(cut)).hasMessageContaining("cannot be read");
    }
}
