// SPDX-License-Identifier: EPL-2.0
package org.borough.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PlaceTest {

    @Test
    void oneDegreeOfLatitudeIs111Kilometres() {
        assertThat(new Place(52, 13).metresTo(new Place(53, 13))).isCloseTo(111_195, within(10.0));
    }

    @Test
    void antipodesAreHalfTheCircumferenceApart() {
        assertThat(new Place(0, 0).metresTo(new Place(0, 180))).isCloseTo(20_015_115, within(100.0));
    }

    @Test
    void aPlaceIsNowhereButAtItself() {
        assertThat(new Place(52.5, 13.4).metresTo(new Place(52.5, 13.4))).isZero();
    }
}
