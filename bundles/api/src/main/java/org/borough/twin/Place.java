// SPDX-License-Identifier: EPL-2.0
package org.borough.twin;

/**
 * A place on earth (WGS 84).
 *
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 */
public record Place(double latitude, double longitude) {

    private static final double EARTH_RADIUS_METRES = 6_371_008.8;

    /**
     * The distance over ground in metres, by the haversine formula on a sphere of the mean radius 6,371,008.8 m (IUGG);
     * its error is below 0.6 %.
     */
    public double metresTo(Place other) {
        double dLat = Math.toRadians(other.latitude - latitude) / 2;
        double dLon = Math.toRadians(other.longitude - longitude) / 2;
        double a = Math.pow(Math.sin(dLat), 2)
                + Math.cos(Math.toRadians(latitude))
                        * Math.cos(Math.toRadians(other.latitude))
                        * Math.pow(Math.sin(dLon), 2);
        return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(a)));
    }
}
