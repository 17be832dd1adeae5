// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {

    private final City city = new City();

    @BeforeEach
    void threeDevices() {
        city.post("/v1/tenants/city", "{}");
        city.post("/v1/devices/city/a", "{\"ext\":{\"brand\":\"NAS\",\"year\":2021},\"via\":[\"c\"]}");
        city.post("/v1/devices/city/b", "{\"ext\":{\"brand\":\"Milesight\",\"year\":2019},\"enabled\":true}");
        city.post("/v1/devices/city/c", "{\"ext\":{\"brand\":\"NAS.2\",\"year\":2020}}");
    }

    @AfterEach
    void close() {
        city.close();
    }

    @Test
    void allComeById() {
        Exchange all = city.get("/v1/devices/city");
        assertThat(all.status()).isEqualTo(200);
        assertThat(all.answer().get("total").asInt()).isEqualTo(3);
        assertThat(ids(all)).isEqualTo("abc");
        assertThat(city.get("/v1/tenants").answer().at("/result/0/id").asText()).isEqualTo("city");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"field\":\"/ext/brand\",\"value\":\"NAS\"}               | a",
                "{\"field\":\"/ext/brand\",\"op\":\"eq\",\"value\":\"NAS*\"} | ac",
                "{\"field\":\"/ext/brand\",\"value\":\"NAS?2\"}             | c",
                "{\"field\":\"/ext/year\",\"value\":2020}                   | c",
                "{\"field\":\"/enabled\",\"value\":true}                    | b",
                "{\"field\":\"/id\",\"value\":\"b\"}                        | b",
            })
    void aFilterActsOnWhatIsStored(String filter, String found) {
        assertThat(ids(city.request("GET", "/v1/devices/city")
                        .parameter("filterJson", filter)
                        .send()))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"asc,bca", "desc,acb"})
    void aSortOrders(String direction, String found) {
        String sort = "{\"field\":\"/ext/year\",\"direction\":\"" + direction + "\"}";
        assertThat(ids(city.request("GET", "/v1/devices/city")
                        .parameter("sortJson", sort)
                        .send()))
                .isEqualTo(found);
    }

    @Test
    void pagesAreCutAndTheTotalIsOfAll() {
        Exchange page = city.request("GET", "/v1/devices/city")
                .parameter("pageSize", "2")
                .parameter("pageOffset", "1")
                .send();
        assertThat(ids(page)).isEqualTo("c");
        assertThat(page.answer().get("total").asInt()).isEqualTo(3);
    }

    @Test
    void gatewaysAreToldFromTheOthers() {
        assertThat(ids(city.request("GET", "/v1/devices/city")
                        .parameter("isGateway", "true")
                        .send()))
                .isEqualTo("c");
        assertThat(ids(city.request("GET", "/v1/devices/city")
                        .parameter("isGateway", "false")
                        .send()))
                .isEqualTo("ab");
    }

    @Test
    void noMatchIsNotFound() {
        Exchange none = city.request("GET", "/v1/devices/city")
                .parameter("filterJson", "{\"field\":\"/ext/brand\",\"value\":\"Nobody\"}")
                .send();
        assertThat(none.status()).isEqualTo(404);
        assertThat(city.get("/v1/devices/elsewhere").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pageSize   | 201                                                        | 0 to 200",
                "pageSize   | x                                                          | pageSize",
                "pageOffset | -1                                                         | pageOffset",
                "filterJson | {\"field\":\"brand\",\"value\":1}                          | JSON pointer",
                "filterJson | {\"field\":\"/a\",\"op\":\"gt\",\"value\":1}               | only \"eq\"",
                "filterJson | {\"field\":\"/a\"}                                         | [value] is missing",
                "filterJson | nonsense                                                   | not JSON",
                "sortJson   | {\"field\":\"/a\",\"direction\":\"up\"}                    | \"asc\" and \"desc\"",
            })
    void aWrongParameterIsNamed(String name, String value, String complaint) {
        Exchange refused =
                city.request("GET", "/v1/devices/city").parameter(name, value).send();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).contains(name).contains(complaint);
    }

    private static String ids(Exchange exchange) {
        StringBuilder ids = new StringBuilder();
        exchange.answer()
                .get("result")
                .forEach(each -> ids.append(each.get("id").asText()));
        return ids.toString();
    }
}
