// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LateOptionsTest {

    @Test
    void options_may_follow_the_arguments() {
        ProvisionCommand command = new ProvisionCommand();
        command.tenant = "b";
        command.deviceId = "lamp-7";
        command.template = "nas-ul20xx";
        command.following =
                List.of("--auth-id", "l7", "--password-from-stdin", "--attribute", "a=1", "--attribute=b=2", "--json");
        LateOptions.sort(command);
        assertThat(command.authId).isEqualTo("l7");
        assertThat(command.passwordFromStdin).isTrue();
        assertThat(command.json).isTrue();
        assertThat(command.attributes).containsExactly("a=1", "b=2");
        assertThat(command.template).isEqualTo("nas-ul20xx");
        assertThat(command.following).isEmpty();
    }

    @Test
    void an_option_in_the_place_of_an_argument_is_an_option() {
        QuarantineCommand command = new QuarantineCommand();
        command.action = "replay";
        command.thing = "--json";
        LateOptions.sort(command);
        assertThat(command.json).isTrue();
        assertThat(command.thing).isEmpty();
    }

    @Test
    void several_values_keep_their_order_around_options() {
        AskCommand command = new AskCommand();
        command.thing = "b:lamp-1";
        command.what = List.of("setProfile", "--timeout", "5", "{\"id\":3}");
        LateOptions.sort(command);
        assertThat(command.what).containsExactly("setProfile", "{\"id\":3}");
        assertThat(command.timeout).isEqualTo(5);
    }

    @Test
    void an_option_stands_before_or_behind_the_number_of_a_version() {
        RulesRollbackCommand behind = new RulesRollbackCommand();
        behind.thing = "b:park";
        behind.version = "3";
        behind.following = List.of("--reason", "too dark");
        LateOptions.sort(behind);
        RulesRollbackCommand before = new RulesRollbackCommand();
        before.thing = "b:park";
        before.version = "--reason";
        before.following = List.of("too dark", "3");
        LateOptions.sort(before);
        assertThat(List.of(behind, before)).allSatisfy(command -> {
            assertThat(command.version).isEqualTo("3");
            assertThat(command.reason).isEqualTo("too dark");
        });
    }

    @Test
    void wrong_options_and_arguments_are_named() {
        QuarantineCommand command = new QuarantineCommand();
        command.action = "--limit";
        command.thing = "many";
        assertThatThrownBy(() -> LateOptions.sort(command)).hasMessage("--limit is 'many'; it must be a whole number.");
        command.action = "--all";
        assertThatThrownBy(() -> LateOptions.sort(command))
                .hasMessage("there is no option --all; the options are --json, --limit.");
        ThingsCommand things = new ThingsCommand();
        things.filter = "a";
        things.following = List.of("b");
        assertThatThrownBy(() -> LateOptions.sort(things)).hasMessageContaining("'b' is one argument too many");
        WhyCommand why = new WhyCommand();
        why.subject = "--json";
        assertThatThrownBy(() -> LateOptions.sort(why)).hasMessageContaining("the argument subject is missing");
    }
}
