// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesTest {

    @Property(tries = 25)
    void aDeviceReadsAsItWasWrittenAndIsAsPublished(@ForAll("devices") Device device) {
        roundTrip("Device", device);
    }

    @Property(tries = 25)
    void aGroupReadsAsItWasWrittenAndIsAsPublished(@ForAll("groups") Group group) {
        roundTrip("Group", group);
    }

    @Property(tries = 25)
    void aCalendarReadsAsItWasWrittenAndIsAsPublished(@ForAll("calendars") Calendar calendar) {
        roundTrip("Calendar", calendar);
    }

    @Property(tries = 25)
    void aProgramReadsAsItWasWrittenAndIsAsPublished(@ForAll("programs") ControlProgram program) {
        roundTrip("ControlProgram", program);
    }

    @Property(tries = 25)
    void anOverrideReadsAsItWasWrittenAndIsAsPublished(@ForAll("overrides") OverrideCommand override) {
        roundTrip("OverrideCommand", override);
    }

    @Property(tries = 25)
    void aLoggerReadsAsItWasWrittenAndIsAsPublished(@ForAll("loggers") LoggerConfig logger) {
        roundTrip("LoggerConfig", logger);
    }

    @Property(tries = 25)
    void aReportReadsAsItWasWrittenAndIsAsPublished(@ForAll("reports") LogReport report) {
        roundTrip("LogReport", report);
    }

    @Test
    void whatIsLeftReadsAsItWasWrittenAndIsAsPublished() {
        ResourceReference group = new ResourceReference("groups", "north");
        roundTrip(
                "AssignCommand",
                new AssignCommand(List.of(group), Optional.of(new ResourceReference("calendars", "c"))));
        roundTrip("AssignCommand", new AssignCommand(List.of(group), Optional.empty()));
        roundTrip("DataPackage", new DataPackage("cms", "firmware", "1.2", "https://vendor.example/1.2"));
        roundTrip("Service", Service.of("ControlService", "maximumCalendars", 10, "supportedTypes", List.of("ccDay")));
        roundTrip("TALQErrorMessage", TalqError.of(TalqError.PAYLOAD_ERROR, "No.", "groups", "north"));
    }

    @Test
    void whatIsNotKnownIsPassedOver() {
        Group group = TalqJson.as(
                TalqJson.tree(bytes("{'address':'a','ownerCMS':'o','members':[],'colour':'blue'}")), Group.class);
        assertThat(group).isEqualTo(new Group("a", "o", List.of(), ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'name':'n','class':'c'}]|'address' is missing|[0]",
                "[{'address':'x','name':'n','class':'c'}]|it must be a UUID|[0]",
                "[{'address':'4eb333b9-53c7-4cdc-bf9a-36fa7c6d53e6','name':'n','class':'c',"
                        + "'functions':[{'id':'f'}]}]|'type' is missing|[0]/functions[0]",
                "[{'address':'4eb333b9-53c7-4cdc-bf9a-36fa7c6d53e6','name':'n','class':'c',"
                        + "'functions':[{'id':'f','type':'t','level':7}]}]|the attribute 'level'|[0]/functions[0]",
                "[null]|a null|list",
                "{}|must be a list|list",
                "[|no JSON|line 1",
                "[] []|Trailing|",
                "''|payload|",
            })
    void whatIsWrongIsNamedWithItsPlace(String payload, String what, String where) {
        assertThatThrownBy(() -> TalqJson.list(TalqJson.tree(bytes(payload)), Device.class))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.errors().get(0).key()).isEqualTo(TalqError.PAYLOAD_ERROR);
                })
                .hasMessageContaining(what)
                .hasMessageContaining(where == null ? "" : where);
    }

    @ParameterizedTest
    @CsvSource({"120", "-1", "40.5", "'\"40\"'", "null"})
    void aLevelIsAWholePercentage(String level) {
        String command = "{'targetCommand':{'state':{'name':'LevelState','value':" + level + "}}}";
        assertThatThrownBy(() -> TalqJson.as(TalqJson.tree(bytes(command)), OverrideCommand.class))
                .hasMessageContaining("a whole number from 0 to 100");
    }

    @Test
    void timesMayHaveAnyZone() {
        Attribute value = new Attribute("AttributeFloat", "2026-11-21T23:00:00+01:00", TalqJson.node(7.5));
        assertThat(value.at()).contains(Instant.parse("2026-11-21T22:00:00Z"));
        assertThatThrownBy(() -> new Attribute("AttributeFloat", "yesterday", TalqJson.node(7.5)))
                .hasMessageContaining("yesterday");
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static void roundTrip(String entity, Object value) {
        byte[] text = TalqJson.bytes(value);
        assertThat(Published.GATEWAY.entity(entity, TalqJson.tree(text)))
                .as(new String(text, StandardCharsets.UTF_8))
                .isEmpty();
        Object read = TalqJson.as(TalqJson.tree(text), value.getClass());
        assertThat(TalqJson.tree(TalqJson.bytes(read))).isEqualTo(TalqJson.tree(text));
    }

    private static Arbitrary<String> words() {
        return Arbitraries.strings().ofMinLength(1).ofMaxLength(12);
    }

    private static Arbitrary<String> times() {
        return Arbitraries.longs().between(0, 4_000_000_000L).map(second -> Instant.ofEpochSecond(second)
                .toString());
    }

    private static Arbitrary<List<ResourceReference>> references() {
        return Combinators.combine(Arbitraries.of("devices", "groups"), words())
                .as(ResourceReference::new)
                .list()
                .ofMaxSize(3);
    }

    private static Arbitrary<Command> commands() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 100).map(State::level),
                        Arbitraries.of("", "default", "override", "sensor", "program"),
                        times().injectNull(0.5),
                        Arbitraries.doubles().between(0, 600).ofScale(1).optional())
                .as((state, reason, end, ramp) -> new Command(state, reason, "", "", "", end, ramp, Optional.empty()));
    }

    @Provide
    Arbitrary<Device> devices() {
        Arbitrary<Attribute> levels = Combinators.combine(
                        times(), Arbitraries.integers().between(0, 100))
                .as((at, level) -> new Attribute("AttributeLevelState", at, TalqJson.node(State.level(level))));
        Arbitrary<Attribute> powers =
                Arbitraries.doubles().between(0, 10_000).ofScale(3).map(watts -> Attribute.of("AttributeFloat", watts));
        Arbitrary<Function> functions = Combinators.combine(words(), levels, powers)
                .as((id, level, power) -> id.length() % 2 == 0
                        ? new Function(id, "LampActuatorFunction", Map.of("actualLightState", level))
                        : new Function(id, "LampMonitorFunction", Map.of("activePower", power)));
        return Combinators.combine(
                        Arbitraries.create(UUID::randomUUID).map(UUID::toString),
                        words(),
                        words(),
                        functions.list().ofMaxSize(3))
                .as(Device::new);
    }

    @Provide
    Arbitrary<Group> groups() {
        return Combinators.combine(words(), words(), references(), Arbitraries.of("", "override", "calendar"))
                .as(Group::new);
    }

    @Provide
    Arbitrary<Calendar> calendars() {
        Arbitrary<Calendar.Condition> days = Combinators.combine(
                        Arbitraries.integers().between(1, 7),
                        Arbitraries.integers().between(1, 7).optional())
                .as((start, end) -> new Calendar.Condition(
                        "ccDay", null, List.of(new Calendar.Days(start, end)), List.of("1", "L")));
        Arbitrary<Calendar.Condition> dates = Arbitraries.of("--12-24", "---01", "--02-29")
                .map(day -> new Calendar.Condition("ccDate", List.of(new Calendar.Dates(day, "")), null, null));
        Arbitrary<Calendar.Rule> rules = Combinators.combine(
                        Arbitraries.of("", "2026-11-01", "--11-01"),
                        Arbitraries.oneOf(days, dates).optional(),
                        words())
                .as((start, condition, program) -> new Calendar.Rule(start, "", condition, program));
        return Combinators.combine(words(), words(), rules.list().ofMaxSize(4), words())
                .as(Calendar::new);
    }

    @Provide
    Arbitrary<ControlProgram> programs() {
        Arbitrary<ControlProgram.ActivePeriod> periods = Arbitraries.oneOf(
                Arbitraries.integers()
                        .between(-90, 90)
                        .map(minutes -> ControlProgram.ActivePeriod.astro(minutes, -minutes)),
                Arbitraries.just(new ControlProgram.ActivePeriod(
                        ControlProgram.ActivePeriod.ABSOLUTE, "20:00:00", "06:00:00", null, null)));
        Arbitrary<ControlProgram.FixedTimeControl> controls = Combinators.combine(
                        Arbitraries.integers().between(0, 23), commands())
                .as((hour, command) -> new ControlProgram.FixedTimeControl("%02d:00:00".formatted(hour), command));
        return Combinators.combine(
                        words(),
                        words(),
                        periods.list().ofMaxSize(2),
                        controls.list().ofMaxSize(4))
                .as((id, owner, some, all) ->
                        new ControlProgram(ControlProgram.ONE, id, owner, some, all, List.of(), List.of()));
    }

    @Provide
    Arbitrary<OverrideCommand> overrides() {
        return Combinators.combine(references(), commands().optional()).as(OverrideCommand::new);
    }

    @Provide
    Arbitrary<LoggerConfig> loggers() {
        Arbitrary<LoggerConfig.Sources> sources = Combinators.combine(
                        references().optional(), references().optional())
                .as(LoggerConfig.Sources::new);
        Arbitrary<LoggerConfig.Recording> recordings = Arbitraries.of(
                new LoggerConfig.Recording(LoggerConfig.VENDOR, null, null),
                new LoggerConfig.Recording(
                        LoggerConfig.EVENT, null, Optional.of(new LoggerConfig.Events(null, Optional.of(List.of())))),
                new LoggerConfig.Recording(
                        LoggerConfig.VENDOR,
                        Optional.of(List.of(new LoggerConfig.Content(
                                "measurement",
                                new LoggerConfig.Selection(
                                        "", "LampMonitorFunction", List.of(new LoggerConfig.Named("activePower")))))),
                        null));
        return Combinators.combine(words(), words(), sources.optional(), recordings.optional())
                .as((address, owner, from, what) -> new LoggerConfig(
                        address,
                        owner,
                        from,
                        what,
                        Optional.of(new LoggerConfig.Reporting(LoggerConfig.IMMEDIATE, Optional.of(5), null))));
    }

    @Provide
    Arbitrary<LogReport> reports() {
        Arbitrary<LogReport.Data> data = Combinators.combine(words(), times().map(Instant::parse), commands())
                .as((source, at, command) -> switch (source.length() % 3) {
                    case 0 -> LogReport.Data.attribute(source, "activePower", Attribute.of("AttributeFloat", 17.5), at);
                    case 1 -> LogReport.Data.event(source, "lampFailure", true, at);
                    default -> LogReport.Data.state(source, "lightStateChange", command, command.state(), at);
                });
        return Combinators.combine(words(), data.map(LogReport.Entry::of).list().ofMaxSize(4))
                .as(LogReport::new);
    }
}
