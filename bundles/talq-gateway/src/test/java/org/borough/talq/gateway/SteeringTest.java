// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.borough.lighting.rules.RulesJson;
import org.borough.talq.TalqJson;
import org.borough.thing.ThingId;
import org.borough.things.Luminaire;
import org.borough.twin.Cause;
import org.junit.jupiter.api.Test;

/** What a CMS reads, steers and records of a city. */
class SteeringTest extends CityOfCms {

    @Test
    void devicesComeInPages() {
        HttpResponse<String> page = send("GET", "/devices?offset=1&limit=1", null);
        assertThat(json(page)).hasSize(1);
        assertThat(page.headers().firstValue("pagination-count")).contains("1");
        assertThat(page.headers().firstValue("pagination-offset")).contains("1");
        assertThat(page.headers().firstValue("pagination-totalCount")).contains("3");
        assertThat(page.headers().firstValue("pagination-defaultLimit")).contains("500");
        assertThat(send("GET", "/devices", null).headers().firstValue("pagination-count"))
                .isEmpty();
    }

    @Test
    void whatMayNotBeReadIsNotThere() {
        assertThat(send("GET", "/devices", null).body())
                .contains(ADDRESS)
                .doesNotContain(Inventory.address(SECRET))
                .doesNotContain(Inventory.address(ThingId.parse("elsewhere:lamp")));
    }

    @Test
    void valuesStandInTheUnitsOfTalq() {
        HttpResponse<String> bin = send("GET", "/devices/" + Inventory.address(ThingId.parse("city:bin")), null);
        assertThat(bin.body())
                .contains("\"fillingPercentage\":{\"type\":\"AttributePercent\",\"value\":72}")
                .contains("\"gasName\":{\"type\":\"AttributeGasName\",\"value\":\"NO2\"}")
                .contains("\"pm2-5\":{\"type\":\"AttributeFloat\",\"value\":12.5}")
                .contains("\"latitude\":48.1");
        assertThat(send("GET", "/devices/" + ADDRESS + "/lamp/actualLightState", null)
                        .body())
                .contains("\"value\":{\"name\":\"LevelState\",\"value\":40}");
    }

    @Test
    void onlyThePeerComesInAndSaysWhatTalqWants() {
        assertThat(send("stranger", "GET", "/services", null, "").statusCode()).isEqualTo(403);
        HttpRequest.Builder bare = HttpRequest.newBuilder(URI.create(door.url() + "/services"));
        HttpResponse<String> nobody = answer("GET", "/services", bare.copy().build());
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.headers().firstValue("WWW-Authenticate")).isPresent();
        bare.header("Authorization", "Basic " + Base64.getEncoder().encodeToString("cms:x".getBytes()));
        assertThat(answer("GET", "/services", bare.copy().build()).body()).contains("headerMissing");
        assertThat(answer(
                                "GET",
                                "/services",
                                bare.copy().header("talq-api-version", "1.0").build())
                        .body())
                .contains("headerValueNotValid");
        bare.header("talq-api-version", "2.6.3");
        assertThat(answer("GET", "/services", bare.copy().build()).body()).contains("parameterMissing");
        URI other = URI.create(door.url() + "/services?clientAddress=" + RealGateway.GATEWAY);
        assertThat(answer("GET", "/services", bare.copy().uri(other).build()).body())
                .contains("parameterValueNotValid");
        HttpResponse<String> wrong = send("DELETE", "/services", null);
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow")).contains("GET");
        assertThat(send("GET", "/trams", null).statusCode()).isEqualTo(404);
    }

    @Test
    void aRequestThatComesTwiceIsCarriedOutOnce() {
        String group = "[{'address':'g','ownerCMS':'o','members':[]}]";
        String id = UUID.randomUUID().toString();
        assertThat(send("cms", "POST", "/groups", group, id).statusCode()).isEqualTo(201);
        assertThat(send("DELETE", "/groups/g", null).statusCode()).isEqualTo(200);
        assertThat(send("cms", "POST", "/groups", group, id).statusCode()).isEqualTo(201);
        assertThat(send("GET", "/groups/g", null).statusCode()).isEqualTo(404);
    }

    @Test
    void groupsAreKeptAsTheyWereSentAndOverARestart() {
        String member = "{'resource':'devices','address':'" + ADDRESS + "'}";
        send(
                "POST",
                "/groups",
                "[{'address':'g 1','ownerCMS':'o','members':[],'purpose':'override'},"
                        + "{'address':'h','ownerCMS':'o','members':[{'resource':'groups','address':'g 1'}]}]");
        assertThat(json(send("PUT", "/groups/g%201/members", "[" + member + "]")))
                .hasSize(1);
        assertThat(send("GET", "/groups/g%201/members/count", null).body()).isEqualTo("1");
        open("city");
        assertThat(send("GET", "/groups/g%201", null).body()).contains("override", ADDRESS);
        assertThat(json(send("DELETE", "/groups/g%201", null))
                        .path(0)
                        .path("key")
                        .asText())
                .isEqualTo("deletingResourceIsReferred");
        assertThat(send("POST", "/groups", "[{'address':'h','ownerCMS':'other','members':[]}]")
                        .statusCode())
                .isEqualTo(409);
        assertThat(send("DELETE", "/groups/g%201/members/devices/" + ADDRESS, null)
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("DELETE", "/groups/h", null).statusCode()).isEqualTo(200);
        assertThat(send("DELETE", "/groups/g%201", null).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/groups/count", null).body()).isEqualTo("0");
    }

    @Test
    void anOverrideIsWantedOfTheLampAndGivenUpAtItsEnd() {
        String lamp = "'addresses':[{'resource':'devices','address':'" + ADDRESS + "/lamp'}]";
        String end = Instant.now().plus(Duration.ofMillis(700)).toString();
        HttpResponse<String> response = send(
                "POST",
                "/override-commands",
                "{" + lamp + ",'targetCommand':{'state':{'name':'LevelState','value':70},'expiration':'" + end + "'}}");
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(twin(LAMP).desired(Luminaire.LEVEL)).contains(70.0);
        assertThat(send("GET", "/devices/" + ADDRESS + "/lamp/targetLightCommand", null)
                        .body())
                .contains("\"value\":70");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> twin(LAMP).desired(Luminaire.LEVEL).isEmpty());
    }

    @Test
    void anOverrideWithoutACommandEndsTheOneBefore() {
        String lamp = "'addresses':[{'resource':'devices','address':'" + ADDRESS + "'}]";
        send("POST", "/override-commands", "{" + lamp + ",'targetCommand':{'state':{'name':'LevelState','value':70}}}");
        assertThat(send("POST", "/override-commands", "{" + lamp + "}").statusCode())
                .isEqualTo(201);
        assertThat(twin(LAMP).desired(Luminaire.LEVEL)).isEmpty();
    }

    @Test
    void aGroupOfTheCitysLightingIsOverriddenAsAWhole() {
        open("town");
        assertThat(send("GET", "/groups/town:street", null).body()).contains(Inventory.address(TOWN_LAMP));
        assertThat(send("POST", "/groups", "[{'address':'town:street','ownerCMS':'o','members':[]}]")
                        .statusCode())
                .isEqualTo(422);
        send(
                "POST",
                "/override-commands",
                "{'addresses':[{'resource':'groups','address':'town:street'}],"
                        + "'targetCommand':{'state':{'name':'LevelState','value':70}}}");
        assertThat(twin(STREET).attribute("override/level", Double.class)).contains(70.0);
        assertThat(twin(TOWN_LAMP).desired(Luminaire.LEVEL)).isEmpty();
    }

    @Test
    void aCalendarBecomesAProposalForTheLightingAndNothingElse() {
        open("town");
        send(
                "POST",
                "/control-programs",
                "[{'type':'ControlProgramOne','id':'night','ownerCMS':'o','activePeriods':"
                        + "[{'name':'AstroClockActivePeriod','sunsetOffset':10,'sunriseOffset':-5}],'fixedTimeControls':"
                        + "[{'startTime':'18:00:00','command':{'state':{'name':'LevelState','value':100}}},"
                        + "{'startTime':'23:00:00','command':{'state':{'name':'LevelState','value':30}}}]}]");
        send(
                "POST",
                "/calendars",
                "[{'id':'week','ownerCMS':'o','defaultProgram':'night','rules':[{'program':'night',"
                        + "'condition':{'type':'ccDay','days':[{'start':6,'end':7}]}}]}]");
        HttpResponse<String> response = send(
                "POST",
                "/assign-commands",
                "{'addresses':[{'resource':'groups',"
                        + "'address':'town:street'}],'entity':{'resource':'calendars','address':'week'}}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        JsonNode street = TalqJson.tree(twin(STREET).json().getBytes(StandardCharsets.UTF_8));
        JsonNode proposal = street.at("/attributes/proposal");
        assertThat(proposal.at("/programs/0/steps/1/at").asText()).isEqualTo("23:00");
        assertThat(proposal.at("/programs/0/steps/1/level").asDouble()).isEqualTo(30);
        assertThat(proposal.at("/calendar/0/days")).hasSize(2);
        assertThat(proposal.at("/sunsetOffsetMinutes").asInt()).isEqualTo(10);
        assertThat(proposal.at("/source").asText()).isEqualTo("TALQ calendar week");
        ObjectNode rules = proposal.deepCopy();
        rules.putArray("members").add("town:lamp-1");
        assertThat(RulesJson.read(rules).problems()).isEmpty();
        assertThat(json(send("GET", "/assign-commands", null))).hasSize(1);
        assertThat(send("DELETE", "/calendars/week", null).statusCode()).isEqualTo(422);
        assertThat(send("DELETE", "/control-programs/night", null).statusCode()).isEqualTo(422);
    }

    @Test
    void aCalendarOfOneLampOfAGroupIsRefused() {
        open("town");
        send("POST", "/calendars", "[{'id':'week','ownerCMS':'o'}]");
        HttpResponse<String> response = send(
                "POST",
                "/assign-commands",
                "{'addresses':[{'resource':'devices'," + "'address':'" + Inventory.address(TOWN_LAMP)
                        + "'}],'entity':{'resource':'calendars','address':'week'}}");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).contains("town:lamp-1");
    }

    @Test
    void loggersRecordWhatTheyAreToldAndReportIt() {
        String all = "'sourceAddresses':{'blackList':[]},'reportingMode':{'type':'ImmediateReportingMode','delay':0}";
        assertThat(send(
                                "POST",
                                "/logger-configs",
                                "{'address':'values','ownerCMS':'o'," + all
                                        + ",'recordingMode':{'type':'VendorRecordingMode','content':[{'attributeScope':"
                                        + "'measurement','function':{'functionType':'LampMonitorFunction'}}]}}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(send(
                                "POST",
                                "/logger-configs",
                                "{'address':'events','ownerCMS':'o'," + all
                                        + ",'recordingMode':{'type':'EventRecordingMode','sourceEvents':{'whiteList':"
                                        + "['lampFailure','lightStateChange']}}}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(send("GET", "/logger-configs/values", null).statusCode()).isEqualTo(200);
        send("GET", "/log-reports/values", null);
        Instant at = Instant.parse("2026-11-21T20:15:00Z");
        done(twins.report(
                LAMP,
                List.of(Luminaire.POWER.is(21.0, at), Luminaire.LAMP_FAULT.is(true, at), Luminaire.LEVEL.is(80.0, at)),
                Cause.of("integration:devices", "")));
        await().until(() -> send("GET", "/log-reports/count", null).body().equals("2"));
        JsonNode values = json(send("GET", "/log-reports/values", null));
        assertThat(values.at("/entries/0/data/srcAddress").asText()).isEqualTo(ADDRESS + "/lampMonitor");
        assertThat(values.at("/entries/0/data/attributeValue/value").asDouble()).isEqualTo(21);
        assertThat(values.at("/entries/0/data/timestamp").asText()).isEqualTo(at.toString());
        String events = send("GET", "/log-reports/events", null).body();
        assertThat(events).contains("lampFailure", "\"startEndFlag\":true", "lightStateChange");
        assertThat(json(send("GET", "/log-reports/events", null)).path("entries"))
                .isEmpty();
        assertThat(send("PUT", "/logger-configs/values", "{'address':'values','ownerCMS':'o'}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("DELETE", "/logger-configs/values", null).statusCode()).isEqualTo(200);
    }

    @Test
    void requestsThatAreTooLargeOrNoJsonAreRefused() {
        assertThat(send("POST", "/groups", "[").body()).contains("payloadError");
        assertThat(send("POST", "/groups", " ".repeat((1 << 20) + 1)).body()).contains("larger than");
    }
}
