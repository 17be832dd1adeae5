// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.borough.connect.Provisioning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvisionCommandTest {

    private final List<Provisioning.Request> requests = new ArrayList<>();
    private final List<String> people = new ArrayList<>();
    private Provisioning.Result result = new Provisioning.Result.Created();
    private final Town town = Town.empty().with(Provisioning.class, new Provisioning() {
        @Override
        public CompletionStage<Result> provision(Request request, String by) {
            requests.add(request);
            people.add(by);
            return CompletableFuture.completedStage(result);
        }

        @Override
        public List<String> templates() {
            return List.of("nas-ul20xx");
        }
    });

    @Test
    void one_device_is_provisioned_with_its_attributes_in_the_name_of_the_person() {
        ProvisionCommand command = lamp();
        command.authId = "lamp-7";
        command.passwordFromStdin = true;
        command.attributes = List.of("ratedPower=50", "street=Park Street", "pole/height=6.5");
        command.location = "52.5,13.4";
        assertThat(town.run(command, "s3cret\n")).contains("created").doesNotContain("s3cret");
        assertThat(people).containsExactly("borough:jane");
        Provisioning.Request request = requests.get(0);
        assertThat(request.password()).isEqualTo("s3cret");
        assertThat(Json.value(request.attributes()))
                .isEqualTo(
                        Json.value(
                                "{\"ratedPower\":50,\"street\":\"Park Street\",\"pole\":{\"height\":6.5},\"location\":{\"type\":\"Point\",\"coordinates\":[13.4,52.5]}}"));
    }

    @Test
    void bad_arguments_say_what_to_write() {
        assertThatThrownBy(() -> town.run(new ProvisionCommand())).hasMessageContaining("[nas-ul20xx]");
        ProvisionCommand command = lamp();
        command.authId = "lamp-7";
        assertThatThrownBy(() -> town.run(command)).hasMessageContaining("go together");
        command.passwordFromStdin = true;
        assertThatThrownBy(() -> town.run(command, "")).hasMessageContaining("no line with a password");
        command.attributes = List.of("street");
        assertThatThrownBy(() -> town.run(command, "x\n")).hasMessageContaining("write path=value");
        command.attributes = List.of();
        command.location = "52.5";
        assertThatThrownBy(() -> town.run(command, "x\n")).hasMessageContaining("write latitude,longitude");
        assertThat(requests).isEmpty();
    }

    @Test
    void a_conflict_is_told_with_its_differences_and_fails() {
        result = new Provisioning.Result.Conflict(Map.of("thing/attributes/street", "is 'A', asked was 'B'"));
        assertThatThrownBy(() -> town.run(lamp())).hasMessage("1 of 1 were not provisioned.");
        assertThat(town.printed()).contains("conflict", "thing/attributes/street: is 'A', asked was 'B'");
    }

    @Test
    void a_csv_is_provisioned_line_by_line_and_a_wrong_line_disturbs_no_other(@TempDir Path folder) throws IOException {
        ProvisionCommand command = new ProvisionCommand();
        command.csv = csv(
                folder,
                "tenant,deviceId,template,auth-id,password,via,attributes/street\n"
                        + "b,lamp-1,nas-ul20xx,l1,p1,,\"Park Street, north\"\n"
                        + "b,,nas-ul20xx,,,,\n"
                        + "b,lamp-3,nas-ul20xx,,,gw-1 gw-2,5\n");
        assertThatThrownBy(() -> town.run(command)).hasMessage("1 of 3 were not provisioned.");
        assertThat(town.printed())
                .contains("the cell 'deviceId' is empty")
                .contains("2 created, 0 unchanged, 1 failed.");
        assertThat(requests).hasSize(2);
        assertThat(requests.get(0).attributes()).isEqualTo("{\"street\":\"Park Street, north\"}");
        assertThat(requests.get(1).via()).containsExactly("gw-1", "gw-2");
    }

    @Test
    void a_csv_with_wrong_columns_is_refused_whole(@TempDir Path folder) throws IOException {
        ProvisionCommand command = new ProvisionCommand();
        command.csv = csv(folder, "tenant;device;template\nb;lamp-1;nas-ul20xx\n");
        assertThatThrownBy(() -> town.run(command)).hasMessageContaining("unknown column 'device'");
        command.csv = csv(folder, "tenant,template\nb,nas-ul20xx\n");
        assertThatThrownBy(() -> town.run(command)).hasMessageContaining("no column 'deviceId'");
        command.csv = folder.resolve("missing.csv").toString();
        assertThatThrownBy(() -> town.run(command)).hasMessageContaining("cannot be read");
        assertThat(requests).isEmpty();
    }

    private static String csv(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve("lamps.csv"), text).toString();
    }

    private static ProvisionCommand lamp() {
        ProvisionCommand command = new ProvisionCommand();
        command.tenant = "b";
        command.deviceId = "lamp-7";
        command.template = "nas-ul20xx";
        return command;
    }
}
