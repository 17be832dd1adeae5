// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.borough.thing.ThingId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkTest {

    private static final String HEADER = "tenant,deviceId,template,auth-id,password,attributes,via\n";

    private final City city = new City();

    @AfterEach
    void close() {
        city.close();
    }

    @Test
    void everyLineOfACsvBecomesADevice() {
        String csv = HEADER + "springfield,tts,lorawan-network-server-tts,tts,s3cret,,\n"
                + "springfield,lamp-1,device,,,\"{\"\"street\"\":\"\"Main St, 1\"\"}\",tts\n"
                + "\n"
                + "springfield,lamp-2,device,lamp-2,pw,{},tts gw\n";
        Exchange created = csv(csv);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.answer().get("created").asInt()).isEqualTo(3);
        assertThat(attributes("lamp-1").get("street").asText()).isEqualTo("Main St, 1");
        assertThat(city.get("/v1/devices/springfield/lamp-2").answer().get("via"))
                .hasSize(2);
        Exchange again = csv(csv);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.answer().get("unchanged").asInt()).isEqualTo(3);
    }

    @Test
    void columnsForSingleAttributesTakeNumbersJsonAndText() {
        String csv = "tenant;deviceId;template;attributes/location;attributes/lamp/watts;attributes/street\n"
                + "springfield;lamp-1;device;\"{\"\"type\"\":\"\"Point\"\",\"\"coordinates\"\":[13.4,52.5]}\";72.5;Main St\n";
        assertThat(csv("\uFEFF" + csv).status()).isEqualTo(201);
        JsonNode attributes = attributes("lamp-1");
        assertThat(attributes.at("/location/coordinates/0").asDouble()).isEqualTo(13.4);
        assertThat(attributes.at("/lamp/watts").asDouble()).isEqualTo(72.5);
        assertThat(attributes.at("/street").asText()).isEqualTo("Main St");
    }

    @Test
    void oneWrongLineDoesNotStopTheOthers() {
        Exchange mixed = csv(HEADER + "springfield,a,device,,,,\n"
                + "springfield,b,nonsense,,,,\n"
                + "springfield,,device,,,,\n"
                + "springfield,c,device,,,not json,\n\n\n"
                + "springfield,d,device,,,{},x,too,many\n"
                + "springfield,e,device,,,,\n");
        assertThat(mixed.status()).isEqualTo(207);
        JsonNode results = mixed.answer().get("results");
        assertThat(results.findValuesAsText("status")).containsExactly("201", "404", "400", "400", "400", "201");
        assertThat(results.findValuesAsText("line")).containsExactly("2", "3", "4", "5", "8", "9");
        assertThat(results.get(2).get("error").asText()).contains("'deviceId' is empty");
        assertThat(results.get(3).get("error").asText()).contains("must be a JSON object");
        assertThat(results.get(3).get("deviceId").asText()).isEqualTo("c");
        assertThat(results.get(4).get("error").asText()).contains("9 cells");
        assertThat(mixed.answer().get("failed").asInt()).isEqualTo(4);
    }

    @Test
    void aQuoteThatIsNeverClosedIsNamedWithItsLine() {
        Exchange broken = csv(HEADER + "springfield,a,device,,,,\nspringfield,b,\"device,,,,\n");
        assertThat(broken.status()).isEqualTo(207);
        assertThat(broken.answer().at("/results/1/status").asInt()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                     | the CSV is empty",
                "tenant,deviceId,template,colour        | unknown column 'colour'",
                "tenant,deviceId                        | no column 'template'",
                "tenant,tenant,deviceId,template        | the column 'tenant' twice",
            })
    void aWrongHeaderIsRefused(String header, String complaint) {
        Exchange refused = csv(header);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).contains(complaint);
    }

    @Test
    void anArrayIsProvisionedLineByLine() {
        String json = "[{\"tenant\":\"t\",\"deviceId\":\"a\",\"template\":\"device\"},"
                + "{\"tenant\":\"t\",\"deviceId\":\"a\",\"template\":\"device\"},"
                + "{\"tenant\":\"t\"}]";
        Exchange mixed = city.post("/city/v1/devices", json);
        assertThat(mixed.status()).isEqualTo(207);
        assertThat(mixed.answer().get("results").findValuesAsText("status")).containsExactly("201", "200", "400");
        assertThat(city.post("/city/v1/devices", "[]").status()).isEqualTo(200);
    }

    @Test
    void hundredsOfDevicesComeInOneCall() {
        String csv = HEADER
                + IntStream.range(0, 600)
                        .mapToObj(i -> "springfield,lamp-" + i + ",device,,,,tts\n")
                        .collect(Collectors.joining());
        assertThat(csv(csv).status()).isEqualTo(201);
        assertThat(city.registry.list("springfield")).hasSize(600);
        assertThat(csv(csv).status()).isEqualTo(200);
    }

    @Test
    void anotherTypeIsRefused() {
        Exchange refused =
                city.request("POST", "/city/v1/devices").body("text/html", "x").send();
        assertThat(refused.error()).contains("application/json or text/csv");
    }

    private Exchange csv(String text) {
        return city.request("POST", "/city/v1/devices")
                .body("text/csv; charset=utf-8", text)
                .send();
    }

    private JsonNode attributes(String device) {
        ThingId thing = ThingId.parse("springfield:" + device);
        return City.json(city.twins.get(thing).orElseThrow().json()).get("attributes");
    }
}
