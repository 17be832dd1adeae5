// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Command;
import org.borough.adapter.Adapters;
import org.borough.connect.Admission;
import org.borough.connect.Credential;
import org.borough.connect.DeviceId;
import org.borough.connect.Quarantine;
import org.borough.connect.Registration;
import org.borough.connect.Registrations;
import org.borough.connect.UplinkTap;
import org.borough.testkit.FakeCommands;
import org.borough.thing.Health;
import org.borough.thing.Status;
import org.borough.twin.Commands;
import org.junit.jupiter.api.Test;

class CommandsTest {

    @Test
    void things_are_listed_by_a_part_of_id_definition_or_feature() {
        Town town = Town.withLamp();
        ThingsCommand command = new ThingsCommand();
        command.filter = "LUMIN";
        assertThat(town.run(command)).contains("b:lamp-1").contains("nas:ul20xx:1.0.0");
        command.filter = "bin";
        assertThat(town.run(command)).contains("No thing has 'bin'");
        command.filter = "";
        command.json = true;
        JsonNode json = Json.value(town.run(command));
        assertThat(json.get(0).path("features").get(0).asText()).isEqualTo("luminaire");
    }

    @Test
    void alarms_of_all_services_are_listed_with_their_reasons() {
        Town town = Town.withLamp();
        AlarmsCommand command = new AlarmsCommand();
        assertThat(town.run(command)).contains("No alert holds.");
        town.twins.with(
                "b:street",
                "{\"features\":{\"lightingState\":{\"properties\":{\"alerts\":[{\"kind\":\"supply\",\"site\":\"C7\",\"since\":\"2026-11-21T19:10:00Z\",\"why\":\"9 of 9 lamps\",\"advice\":\"Look at the cabinet\"}]}}}}");
        town.twins.with(
                "b:air",
                "{\"features\":{\"airState\":{\"properties\":{\"alerts\":[{\"limit\":\"o3 1h 180\",\"site\":\"school\",\"since\":\"2026-11-21T15:00:00Z\"}]}}}}");
        assertThat(town.run(command))
                .contains("supply", "C7", "o3 1h 180", "school")
                .doesNotContain("9 of 9");
        command.filter = "C7";
        command.why = true;
        assertThat(town.run(command))
                .contains("9 of 9 lamps", "Look at the cabinet")
                .doesNotContain("school");
        command.json = true;
        assertThat(Json.value(town.run(command)).get(0).path("kind").asText()).isEqualTo("supply");
    }

    @Test
    void a_thing_is_shown_whole_and_a_wrong_id_gets_proposals() {
        Town town = Town.withLamp();
        ThingCommand command = new ThingCommand();
        command.thing = "b:lamp-1";
        assertThat(Json.value(town.run(command))
                        .path("attributes")
                        .path("street")
                        .asText())
                .isEqualTo("Park Street");
        command.thing = "b:lamp";
        assertThatThrownBy(() -> town.run(command)).hasMessageContaining("Did you mean b:lamp-1?");
        command.thing = "lamp";
        assertThatThrownBy(() -> town.run(command)).hasMessageContaining("write namespace:name");
    }

    @Test
    void a_missing_service_is_named_with_the_feature_to_install() {
        Town town = Town.empty();
        assertThatThrownBy(() -> town.run(new ThingsCommand()))
                .hasMessageStartingWith("no twin engine is running: install the feature borough-core");
        assertThatThrownBy(() -> town.run(new AdaptersCommand())).hasMessageStartingWith("no router is running");
        assertThatThrownBy(() -> town.run(new DevicesCommand())).hasMessageStartingWith("no registry is running");
        assertThatThrownBy(() -> town.run(new QuarantineCommand())).hasMessageStartingWith("no router is running");
        assertThatThrownBy(() -> town.run(new UplinksCommand())).hasMessageStartingWith("no router is running");
        assertThat(town.run(new HealthCommand())).contains("borough-core");
    }

    @Test
    void adapters_show_what_they_did_and_how_they_are() {
        Adapters adapters = () -> List.of(new Adapters.Entry(
                "vendor.nas", "1.0.0", List.of("nas:ul20xx:1.0.0"), 7, 1, Status.failed("hung for 2 s")));
        AdaptersCommand command = new AdaptersCommand();
        assertThat(Town.empty().with(Adapters.class, adapters).run(command)).contains("vendor.nas", "FAILED", "hung");
        command.json = true;
        JsonNode json = Json.value(Town.empty().with(Adapters.class, adapters).run(command));
        assertThat(json.get(0).path("decoded").asInt()).isEqualTo(7);
    }

    @Test
    void devices_show_adapter_and_gateways() {
        Town town = Town.withLamp().with(Registrations.class, registrations(true));
        assertThat(town.run(new DevicesCommand()))
                .contains("lamp-1", "nas:ul20xx:1.0.0", "gw-1", "2026-11-21T12:00:00Z");
        DevicesCommand none = new DevicesCommand();
        none.tenant = "c";
        assertThat(town.run(none)).contains("The tenant 'c' has no device.");
    }

    @Test
    void health_shows_the_worst_first_and_fails_when_asked_to_check() {
        Town town = Town.empty()
                .with(Health.class, health("store", Status.ok("12 MB")))
                .with(Health.class, health("connect-mqtt", Status.failed("port 1883 is taken")));
        HealthCommand command = new HealthCommand();
        assertThat(town.run(command)).containsSubsequence("connect-mqtt", "port 1883 is taken", "store");
        command.check = true;
        assertThatThrownBy(() -> town.run(command)).hasMessage("1 of 2 have failed.");
        assertThat(town.printed()).contains("connect-mqtt");
    }

    @Test
    void the_quarantine_is_listed_and_replayed() {
        Quarantine quarantine = quarantine();
        Town town = Town.withLamp().with(Quarantine.class, quarantine);
        assertThat(town.run(new QuarantineCommand())).contains("b/lamp-1", "too short", "0102");
        QuarantineCommand replay = new QuarantineCommand();
        replay.action = "replay";
        replay.thing = "b:lamp-1";
        assertThat(town.run(replay)).contains("1 translated, 0 stayed.");
        replay.action = "reply";
        assertThatThrownBy(() -> town.run(replay)).hasMessageContaining("'reply' is not known");
    }

    @Test
    void uplinks_are_shown_as_they_pass() {
        UplinkTap tap = watcher -> {
            watcher.accept(new UplinkTap.Seen(Town.message("bin-1", "00"), "", "no adapter"));
            watcher.accept(new UplinkTap.Seen(Town.message("lamp-1", "0102"), "nas:ul20xx:1.0.0", "level 40"));
            return () -> {};
        };
        UplinksCommand command = new UplinksCommand();
        command.count = 1;
        command.device = "lamp-1";
        Town town = Town.empty().with(UplinkTap.class, tap);
        assertThat(town.run(command)).contains("b/lamp-1 telemetry 2 bytes, nas:ul20xx:1.0.0: level 40");
        command.json = true;
        assertThat(Json.value(town.run(command)).path("payload").asText()).isEqualTo("0102");
    }

    @Test
    void a_desired_property_is_set_in_the_name_of_the_person_at_the_console() {
        Town town = Town.withLamp();
        AskCommand command = new AskCommand();
        command.thing = "b:lamp-1";
        command.what = List.of("luminaire/level=80", "luminaire/profile={\"id\":3}");
        assertThat(town.run(command)).contains("b:lamp-1 is to report luminaire/level = 80");
        assertThat(town.twins.desires()).singleElement().satisfies(desire -> {
            assertThat(desire.cause().by()).isEqualTo("borough:jane");
            assertThat(desire.settings()).extracting("value").containsExactly(80L, Map.of("id", 3L));
        });
    }

    @Test
    void a_message_waits_for_its_answer_and_bad_arguments_say_what_to_write() {
        FakeCommands commands = new FakeCommands();
        Town town = Town.withLamp().with(Commands.class, commands);
        AskCommand command = new AskCommand();
        command.thing = "b:lamp-1";
        command.what = List.of("requestStatus", "{id: 3}");
        assertThatThrownBy(() -> town.run(command)).hasMessageContaining("is not JSON");
        command.what = List.of("requestStatus", "luminaire/level=3");
        assertThatThrownBy(() -> town.run(command)).hasMessageContaining("write feature/path=value");
        command.timeout = 0;
        assertThatThrownBy(() -> town.run(command)).hasMessageContaining("--timeout is 0");
    }

    @Test
    void every_command_has_a_help_text_with_an_example() {
        List<Class<? extends CityAction>> all = List.of(
                ThingsCommand.class,
                ThingCommand.class,
                AdaptersCommand.class,
                ServicesCommand.class,
                DevicesCommand.class,
                ProvisionCommand.class,
                AskCommand.class,
                UplinksCommand.class,
                QuarantineCommand.class,
                WhyCommand.class,
                HealthCommand.class);
        assertThat(all).allSatisfy(type -> {
            Command command = type.getAnnotation(Command.class);
            assertThat(command.scope()).isEqualTo("city");
            assertThat(command.detailedDescription()).contains("city:" + command.name());
        });
    }

    static Registrations registrations(boolean enabled) {
        return new Registrations() {
            @Override
            public CompletionStage<Admission> authenticate(Credential credential, String protocol) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Admission admit(DeviceId device, String gateway, String protocol) {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<Registration> list(String tenant) {
                return tenant.equals("c")
                        ? List.of()
                        : List.of(new Registration(
                                new DeviceId("b", "lamp-1"),
                                enabled,
                                Map.of("adapter", "nas:ul20xx:1.0.0"),
                                Set.of("gw-1"),
                                Map.of()));
            }
        };
    }

    static Quarantine quarantine() {
        return new Quarantine() {
            @Override
            public long size() {
                return 1;
            }

            @Override
            public List<Entry> latest(int limit) {
                return List.of(new Entry("1", Town.message("lamp-1", "0102"), "the message is too short.", Town.NOON));
            }

            @Override
            public CompletionStage<Replay> replay(String thing) {
                return CompletableFuture.completedStage(new Replay(1, 0));
            }
        };
    }

    static Health health(String subject, Status status) {
        return new Health() {
            @Override
            public String subject() {
                return subject;
            }

            @Override
            public Status status() {
                return status;
            }
        };
    }
}
