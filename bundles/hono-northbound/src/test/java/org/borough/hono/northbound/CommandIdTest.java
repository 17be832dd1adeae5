// SPDX-License-Identifier: EPL-2.0
package org.borough.hono.northbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CommandIdTest {

    @Property(tries = 200)
    void whateverTheApplicationWroteIsFoundAgain(
            @ForAll @CharRange(to = '\ud7ff') String correlationId,
            @ForAll @Size(max = 4) Map<@CharRange(to = '\ud7ff') String, @CharRange(to = '\ud7ff') String> metadata) {
        CommandId id = new CommandId("0-7-1795252228875", correlationId, metadata);

        assertThat(id.text()).matches("[A-Za-z0-9._-]+");
        assertThat(CommandId.parse(id.text())).contains(id);
    }

    @Property(tries = 500)
    void noTextBreaksTheReader(@ForAll String text) {
        assertThat(CommandId.parse(text)).isNotNull();
        assertThat(CommandId.parse("k1." + text)).isNotNull();
    }

    @Test
    void idsOfOthersAreNotTaken() {
        assertThat(CommandId.parse("4711")).isEmpty();
        assertThat(CommandId.parse("k1.0-1-2.AA.BB")).isEmpty();
    }
}
