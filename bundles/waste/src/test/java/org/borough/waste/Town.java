// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

/** A street map of one block with a one-way street, and an island that no street leads to. */
final class Town {

    /** Depot at 0 m, crossings at 400 and 800 m; the way back leads north around, since the street is one-way. */
    static final String OSM =
            """
            <?xml version="1.0"?>
            <osm version="0.6">
            %s
            <way id="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/>
              <tag k="highway" v="residential"/><tag k="oneway" v="yes"/></way>
            <way id="2"><nd ref="3"/><nd ref="4"/><nd ref="5"/><nd ref="1"/>
              <tag k="highway" v="secondary"/><tag k="maxspeed" v="30"/></way>
            <way id="3"><nd ref="6"/><nd ref="7"/><tag k="highway" v="residential"/></way>
            <way id="4"><nd ref="3"/><nd ref="6"/><tag k="highway" v="footway"/></way>
            </osm>
            """
                    .formatted(node(1, 0, 0)
                            + node(2, 400, 0)
                            + node(3, 800, 0)
                            + node(4, 800, 300)
                            + node(5, 0, 300)
                            + node(6, 1200, 0)
                            + node(7, 1300, 0));

    private Town() {}

    private static String node(int id, double east, double north) {
        return "<node id=\"%d\" lat=\"%s\" lon=\"%s\"/>\n".formatted(id, 52.5 + north / 111_195, 13.4 + east / 67_690);
    }
}
