// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.datex2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.borough.adapter.DeviceAdapter;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.testkit.AdapterContract;
import org.borough.testkit.FakeUplink;
import org.borough.thing.Reading;
import org.borough.things.TrafficFlow;
import org.junit.jupiter.api.Test;

class MeasuredDataTest implements AdapterContract {

    @Override
    public DeviceAdapter adapter() {
        return new MeasuredData();
    }

    @Override
    public Set<String> models() {
        return Set.of(MeasuredData.MODEL);
    }

    @Override
    public Stream<FakeUplink> samples() {
        return Stream.of("ndw.xml", "france_speeds.xml").map(name -> uplink(text(name)));
    }

    private static FakeUplink uplink(String xml) {
        return FakeUplink.of(MeasuredData.MODEL, xml.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String name) {
        try (InputStream in = MeasuredDataTest.class.getResourceAsStream("/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Reading<?>> decode(String xml) {
        return adapter().decode(uplink(xml));
    }

    @Test
    void lanesAddUpAndSpeedsAreWeighedByThem() {
        Instant at = Instant.parse("2026-10-01T18:55:00Z");
        String site = "site-RWS01_MONIBAS_0271hrl0063ra";
        assertThat(decode(text("ndw.xml")))
                .contains(TrafficFlow.FLOW.in("site-GAD02_Amstd_31_0").is(240.0, at))
                .contains(TrafficFlow.FLOW.in(site).is(960.0, at))
                .contains(TrafficFlow.SPEED.in(site).is(114.5, at));
    }

    @Test
    void aSpeedOfMinusOneSaysThatNobodyPassed() {
        assertThat(decode(text("ndw.xml")))
                .filteredOn(reading -> reading.property().feature().equals("site-RWS01_MONIBAS_0270vwd0063ra"))
                .extracting(reading -> reading.property().path())
                .containsExactly("flow");
    }

    @Test
    void versionTwoIsReadTooAndTimesHaveZones() {
        assertThat(decode(text("france_speeds.xml")))
                .contains(TrafficFlow.SPEED.in("site-MUM76.h1").is(112.0, Instant.parse("2026-07-25T06:30:00Z")));
    }

    @Test
    void aValueThatTheSiteCallsWrongIsNotTold() {
        String wrong = text("france_speeds.xml")
                .replaceFirst("<vehicleFlowRate>", "<dataError>true</dataError><vehicleFlowRate>");
        assertThat(decode(wrong).get(0).property().path()).isEqualTo("speed");
    }

    @Test
    void otherPublicationsOddNumbersAndOutsideEntitiesAreRefusedWithReason() {
        assertThatThrownBy(() -> decode(
                        "<a xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:type='SituationPublication'/>"))
                .isInstanceOf(UndecodableUplinkException.class)
                .hasMessageContaining("SituationPublication");
        assertThatThrownBy(() -> decode(text("france_speeds.xml").replace("1010", "many")))
                .isInstanceOf(UndecodableUplinkException.class)
                .hasMessage("vehicleFlowRate of site MUM76.h1 is 'many'; it must be a number.");
        String outside = "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>";
        assertThatThrownBy(() -> decode(outside)).isInstanceOf(UndecodableUplinkException.class);
    }
}
