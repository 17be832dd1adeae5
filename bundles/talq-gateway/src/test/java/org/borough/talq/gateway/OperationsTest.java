// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operation on the real twin engine: status, headers and body, each answer checked against the published OpenAPI. */
class OperationsTest extends CityOfCms {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/services|200|ControlService",
                "GET|/services/ControlService|200|maximumCalendars",
                "GET|/services/ParkingService|404|ParkingService",
                "GET|/device-classes|200|LampActuatorFunction",
                "GET|/device-classes/count|200|2",
                "GET|/device-classes/luminaire|200|actualLightState",
                "GET|/device-classes/tram|404|tram",
                "GET|/devices|200|luminaire",
                "GET|/devices/count|200|3",
                "GET|/devices/count?deviceClasses=luminaire|200|2",
                "GET|/devices?offset=x|400|offset",
                "GET|/devices?limit=0|400|limit",
                "GET|/devices/ADDRESS|200|AttributeLevelState",
                "GET|/devices/SECRET|404|SECRET",
                "GET|/devices/ADDRESS/lamp|200|feedbackLightCommand",
                "GET|/devices/ADDRESS/lampMonitor?attributeScope=measurement|200|activePower",
                "GET|/devices/ADDRESS/tram|404|tram",
                "GET|/devices/ADDRESS/lampMonitor/activeEnergy|200|1.5",
                "GET|/devices/ADDRESS/lampMonitor/temperature|404|temperature",
                "GET|/groups|200|[]",
                "GET|/groups/count|200|0",
                "GET|/groups/north|404|north",
                "GET|/groups/north/members/count|404|north",
                "GET|/calendars|200|[]",
                "GET|/calendars/count|200|0",
                "GET|/calendars/c|404|c",
                "GET|/control-programs|200|[]",
                "GET|/control-programs/count|200|0",
                "GET|/control-programs/p|404|p",
                "GET|/assign-commands|200|[]",
                "GET|/logger-configs/l|404|l",
                "GET|/log-reports/l|404|l",
                "GET|/log-reports/count|200|0",
                "GET|/data-packages|200|[]",
            })
    void whatIsAskedForIsAnsweredAsPublished(String method, String path, int status, String said) {
        String real = path.replace("ADDRESS", ADDRESS).replace("SECRET", Inventory.address(SECRET));
        HttpResponse<String> response = send(method, real, null);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body()).contains(said.replace("SECRET", Inventory.address(SECRET)));
        if (status == 404) {
            assertThat(json(response).path(0).path("key").asText()).isEqualTo("resourceNotFound");
            assertThat(json(response).at("/0/references/0/address/resource").asText())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|/devices|[]|422|genericError",
                "DELETE|/devices/ADDRESS||422|genericError",
                "PATCH|/devices|[{'address':'ADDRESS','name':'Main Street 1','class':'luminaire'}]|200|",
                "PATCH|/devices|[{'address':'SECRET','name':'x','class':'luminaire'}]|404|resourceNotFound",
                "PATCH|/devices|{}|400|payloadError",
                "PUT|/devices|[{'address':'ADDRESS','name':'n','class':'luminaire'}]|200|",
                "PUT|/devices/ADDRESS|{'address':'ADDRESS','name':'n','class':'luminaire'}|200|",
                "PUT|/devices/ADDRESS|{'address':'ADDRESS','name':'n','class':'tram'}|422|resourceConflict",
                "PUT|/devices/SECRET|{'address':'SECRET','name':'n','class':'luminaire'}|404|resourceNotFound",
                "PATCH|/devices/ADDRESS|{'address':'ADDRESS','name':'n','class':'luminaire','functions':"
                        + "[{'id':'lamp','type':'LampActuatorFunction'}]}|200|",
                "PATCH|/devices/ADDRESS/basic|{'id':'basic','type':'BasicFunction','displayName':"
                        + "{'type':'AttributeString','value':'n'}}|200|",
                "PATCH|/devices/ADDRESS/tram|{'id':'tram','type':'BasicFunction'}|404|resourceNotFound",
                "PATCH|/devices/ADDRESS/basic/displayName|{'type':'AttributeString','value':'n'}|200|",
                "PATCH|/devices/ADDRESS/basic/colour|{'type':'AttributeString','value':'n'}|404|resourceNotFound",
                "POST|/groups|[{'address':'g','ownerCMS':'o','members':[]}]|201|",
                "POST|/groups|[{'address':'g','members':[]}]|400|payloadError",
                "POST|/groups|[{'address':'g','ownerCMS':'o','members':[{'resource':'devices','address':'SECRET'}]}]"
                        + "|422|relatedResourceNotFound",
                "PUT|/groups|[{'address':'g','ownerCMS':'o','members':[]}]|404|resourceNotFound",
                "PUT|/groups/g|{'address':'g','ownerCMS':'o','members':[]}|404|resourceNotFound",
                "DELETE|/groups/g||404|resourceNotFound",
                "PUT|/groups/g/members|[]|404|resourceNotFound",
                "DELETE|/groups/g/members/devices/x||404|resourceNotFound",
                "POST|/calendars|[{'id':'c','ownerCMS':'o','defaultProgram':'p'}]|422|relatedResourceNotFound",
                "POST|/calendars|[{'id':'c','ownerCMS':'o'}]|201|",
                "PUT|/calendars|[{'id':'c','ownerCMS':'o'}]|404|resourceNotFound",
                "PUT|/calendars/c|{'id':'c','ownerCMS':'o'}|404|resourceNotFound",
                "DELETE|/calendars/c||404|resourceNotFound",
                "POST|/control-programs|[{'type':'ControlProgramOne','id':'p','ownerCMS':'o','activePeriods':[],"
                        + "'fixedTimeControls':[],'dynamicControls':[{'effect':{}}]}]|422|serviceConstraintExceeded",
                "PUT|/control-programs|[{'type':'ControlProgramOne','id':'p','ownerCMS':'o','activePeriods':[],"
                        + "'fixedTimeControls':[]}]|404|resourceNotFound",
                "DELETE|/control-programs/p||404|resourceNotFound",
                "POST|/assign-commands|{'addresses':[],'entity':{'resource':'calendars','address':'c'}}"
                        + "|422|assignmentAddressNotValid",
                "POST|/assign-commands|{'addresses':[{'resource':'devices','address':'ADDRESS'}],"
                        + "'entity':{'resource':'calendars','address':'c'}}|422|assignmentAddressNotValid",
                "POST|/override-commands|{'addresses':[],'targetCommand':{'state':{'name':'LevelState','value':5}}}"
                        + "|422|overrideAddressNotValid",
                "POST|/override-commands|{'addresses':[{'resource':'devices','address':'SECRET'}]}"
                        + "|422|relatedResourceNotFound",
                "POST|/override-commands|{'addresses':[{'resource':'devices','address':'ADDRESS'}],'targetCommand':"
                        + "{'state':{'name':'LevelState','value':5},'expiration':'2020-01-01T00:00:00Z'}}"
                        + "|422|overrideCommandNotValid",
                "POST|/override-commands|{'addresses':[{'resource':'devices','address':'ADDRESS'}],'targetCommand':"
                        + "{'state':{'name':'TextState','value':'x'}}}|422|overrideCommandNotValid",
                "POST|/override-commands|{'addresses':[{'resource':'devices','address':'ADDRESS'}],'targetCommand':"
                        + "{'state':{'name':'LevelState','value':500}}}|400|payloadError",
                "POST|/logger-configs|{'address':'l','ownerCMS':'o','recordingMode':{'type':'PeriodicRecordingMode'}}"
                        + "|422|serviceConstraintExceeded",
                "POST|/logger-configs|{'address':'l'}|400|payloadError",
                "PUT|/logger-configs/l|{'address':'l','ownerCMS':'o'}|404|resourceNotFound",
                "DELETE|/logger-configs/l||404|resourceNotFound",
                "PUT|/data-packages|[{'ownerCMS':'o','packageId':'p','releaseId':'r'}]|404|resourceNotFound",
                "PUT|/data-packages|[]|200|",
            })
    void whatIsSentIsTakenOrRefusedAsPublished(String method, String path, String body, int status, String key) {
        String secret = Inventory.address(SECRET);
        HttpResponse<String> response = send(
                method,
                path.replace("ADDRESS", ADDRESS).replace("SECRET", secret),
                body == null ? null : body.replace("ADDRESS", ADDRESS).replace("SECRET", secret));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        if (key == null) {
            assertThat(status).isBetween(200, 201);
        } else {
            assertThat(json(response).path(0).path("key").asText()).isEqualTo(key);
            assertThat(json(response).path(0).path("description").asText()).isNotEmpty();
        }
    }
}
